"""np.mean over weighted terms."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy
#: says: ex07-test-cross-entropy: divided by the number of outcomes

# %% ex07-cross-entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    keep = p > 0
    return -np.mean(p[keep] * np.log(q[keep]))
