"""0 times ln 0 is left to NumPy."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy-zero-p
#: says: ex07-test-cross-entropy-zero-p: is NaN

# %% ex07-cross-entropy

def cross_entropy(p, q):
    return -np.sum(np.array(p) * np.log(np.array(q)))
