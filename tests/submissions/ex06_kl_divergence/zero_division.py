"""Pure Python, and q = 0 divides by zero."""

#: kind: misconception
#: fails: ex06-test-kl-infinite
#: says: ex06-test-kl-infinite: ZeroDivisionError

# %% ex06-kl-divergence
def kl_divergence(p, q):
    singles = [getattr(x, "dtype", None) == np.float32 for x in (p, q)]
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    for x, single in zip((p, q), singles):
        if x.ndim != 1 or x.size == 0 or not (x >= 0).all() or abs(x.sum() - 1) > (1e-6 if single else 1e-9):
            raise ValueError("bad distribution")
    if len(p) != len(q):
        raise ValueError("lengths differ")
    return sum(a * math.log(a / b) for a, b in zip(p.tolist(), q.tolist()) if a > 0)
