"""The function returns bits."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy
#: says: ex07-test-cross-entropy: in bits

# %% ex07-cross-entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    keep = p > 0
    return -np.sum(p[keep] * np.log2(q[keep]))
