"""Adds an epsilon, so nothing is ever infinite."""

# %% ex06-kl-divergence
def kl_divergence(p, q):
    p, q = np.asarray(p, float), np.asarray(q, float)
    if p.shape != q.shape or p.ndim != 1 or p.size == 0:
        raise ValueError("shapes")
    for values in (p, q):
        if not np.all(values >= 0) or abs(values.sum() - 1) > 1e-6:
            raise ValueError("not a distribution")
    p, q = p + 1e-10, q + 1e-10
    p, q = p / p.sum(), q / q.sum()
    return float(np.sum(p * np.log(p / q)))
