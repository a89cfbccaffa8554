"""Refuses with assert."""

#: kind: misconception
#: fails: ex05-test-entropy-refusals
#: says: ex05-test-entropy-refusals: `assert` raises

# %% ex05-entropy
def entropy(p, base=2):
    p = np.asarray(p, dtype=float)
    assert p.ndim == 1 and len(p) and (p >= 0).all()
    assert abs(p.sum() - 1) < 1e-6
    assert base > 0 and base != 1
    p = p[p > 0]
    return -np.sum(p * np.log(p)) / np.log(base) + 0.0
