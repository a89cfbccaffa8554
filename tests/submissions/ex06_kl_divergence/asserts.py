"""Refuses with assert."""

#: kind: misconception
#: fails: ex06-test-kl-refusals
#: says: ex06-test-kl-refusals: `assert` raises

# %% ex06-kl-divergence
def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    assert p.shape == q.shape and p.ndim == 1 and p.size > 0
    assert (p >= 0).all() and (q >= 0).all()
    assert abs(p.sum() - 1) < 1e-6 and abs(q.sum() - 1) < 1e-6
    if np.any((q == 0) & (p > 0)):
        return np.inf
    p, q = p[p > 0], q[p > 0]
    return np.sum(p * np.log(p / q))
