"""A small number is added inside the log."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy-zero-q
#: says: ex07-test-cross-entropy-zero-q: A small number added inside the log

# %% ex07-cross-entropy

def cross_entropy(p, q):
    return -np.sum(np.asarray(p) * np.log(np.asarray(q) + 1e-10))
