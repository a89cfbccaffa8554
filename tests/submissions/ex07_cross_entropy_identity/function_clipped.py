"""q is clipped from below."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy-zero-q
#: says: ex07-test-cross-entropy-zero-q: A small number added inside the log

# %% ex07-cross-entropy

def cross_entropy(p, q):
    return -np.sum(np.asarray(p) * np.log(np.clip(q, 1e-300, 1)))
