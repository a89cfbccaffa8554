"""The chapter's way: a small number added, then renormalised."""

#: kind: misconception
#: fails: ex06-test-kl-infinite
#: says: ex06-test-kl-infinite: 10.8198, a finite number

# %% ex06-kl-divergence
def kl_divergence(p, q):
    singles = [getattr(x, "dtype", None) == np.float32 for x in (p, q)]
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    for x, single in zip((p, q), singles):
        if x.ndim != 1 or x.size == 0 or not (x >= 0).all() or abs(x.sum() - 1) > (1e-6 if single else 1e-9):
            raise ValueError("bad distribution")
    if len(p) != len(q):
        raise ValueError("lengths differ")
    p, q = p + 1e-10, q + 1e-10
    p, q = p / p.sum(), q / q.sum()
    return np.sum(p * np.log(p / q))
