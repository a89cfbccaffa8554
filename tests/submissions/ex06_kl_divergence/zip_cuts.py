"""zip stops at the shorter list."""

#: kind: misconception
#: fails: ex06-test-kl-refusals
#: says: ex06-test-kl-refusals: zip stops

# %% ex06-kl-divergence
def kl_divergence(p, q):
    singles = [getattr(x, "dtype", None) == np.float32 for x in (p, q)]
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    for x, single in zip((p, q), singles):
        if x.ndim != 1 or x.size == 0 or not (x >= 0).all() or abs(x.sum() - 1) > (1e-6 if single else 1e-9):
            raise ValueError("bad distribution")
    if any(a > 0 and b == 0 for a, b in zip(p, q)):
        return np.inf
    return sum(a * math.log(a / b) for a, b in zip(p, q) if a > 0)
