"""The function loses the minus."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy
#: says: ex07-test-cross-entropy: The minus sign is missing

# %% ex07-cross-entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    keep = p > 0
    return np.sum(p[keep] * np.log(q[keep]))
