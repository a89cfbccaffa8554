"""scipy.special.rel_entr, and a 0-d array as result."""

#: kind: variant

# %% ex06-kl-pq
from scipy.special import rel_entr

kl_pq = np.array(rel_entr([0.4, 0.6], [0.5, 0.5]).sum())

# %% ex06-kl-divergence
def kl_divergence(p, q):
    singles = [getattr(x, "dtype", None) == np.float32 for x in (p, q)]
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    for x, single in zip((p, q), singles):
        if x.ndim != 1 or x.size == 0 or not (x >= 0).all() or abs(x.sum() - 1) > (1e-6 if single else 1e-9):
            raise ValueError("bad distribution")
    if len(p) != len(q):
        raise ValueError("lengths differ")
    return np.array(np.sum(rel_entr(p, q)))
