"""Logs first: NumPy warns, np.where picks."""

#: kind: variant

# %% ex06-kl-pq
p, q = np.log([0.4, 0.6]), np.log([0.5, 0.5])
kl_pq = np.exp(p) @ (p - q)

# %% ex06-kl-divergence
def kl_divergence(p, q):
    singles = [getattr(x, "dtype", None) == np.float32 for x in (p, q)]
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    for x, single in zip((p, q), singles):
        if x.ndim != 1 or x.size == 0 or not (x >= 0).all() or abs(x.sum() - 1) > (1e-6 if single else 1e-9):
            raise ValueError("bad distribution")
    if len(p) != len(q):
        raise ValueError("lengths differ")
    terms = np.where(p > 0, p * (np.log(p) - np.log(q)), 0)
    return terms.sum()
