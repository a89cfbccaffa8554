"""Looks at p alone."""

#: kind: misconception
#: fails: ex06-test-kl-refusals
#: says: ex06-test-kl-refusals: as q

# %% ex06-kl-divergence
def kl_divergence(p, q):
    singles = [getattr(x, "dtype", None) == np.float32 for x in (p, q)]
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    for x, single in zip((p,), singles):
        if x.ndim != 1 or x.size == 0 or not (x >= 0).all() or abs(x.sum() - 1) > (1e-6 if single else 1e-9):
            raise ValueError("bad distribution")
    if len(p) != len(q):
        raise ValueError("lengths differ")
    if np.any((q == 0) & (p > 0)):
        return np.inf
    p, q = p[p > 0], q[p > 0]
    return np.sum(p * np.log(p / q))
