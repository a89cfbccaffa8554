"""Sets zeros to 1 in the caller's own arrays."""

#: kind: misconception
#: fails: ex06-test-kl-zeros
#: says: ex06-test-kl-zeros: in place

# %% ex06-kl-divergence
def kl_divergence(p, q):
    original_p, original_q = np.asarray(p), np.asarray(q)
    singles = [getattr(x, "dtype", None) == np.float32 for x in (p, q)]
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    for x, single in zip((p, q), singles):
        if x.ndim != 1 or x.size == 0 or not (x >= 0).all() or abs(x.sum() - 1) > (1e-6 if single else 1e-9):
            raise ValueError("bad distribution")
    if len(p) != len(q):
        raise ValueError("lengths differ")
    never = p == 0
    original_p[never] = 1
    original_q[never] = 1
    p[never] = q[never] = 1
    if np.any((q == 0) & (p > 0)):
        return np.inf
    return np.sum(p * np.log(p / q))
