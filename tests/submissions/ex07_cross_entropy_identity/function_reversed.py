"""The function swaps truth and model."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy, ex07-test-cross-entropy-zero-q
#: says: ex07-test-cross-entropy: P and Q have changed places

# %% ex07-cross-entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    keep = p > 0
    return -np.sum(q[keep] * np.log(p[keep]))
