"""SciPy's entropy of two arguments."""

#: kind: variant

# %% ex06-kl-pq
from scipy import stats

kl_pq = stats.entropy([0.4, 0.6], [0.5, 0.5])

# %% ex06-kl-divergence
def kl_divergence(p, q):
    for x in (p, q):
        x = np.asarray(x)
        if x.ndim != 1 or x.size == 0 or np.isnan(x).any() or (x < 0).any():
            raise ValueError("bad values")
        if abs(x.sum(dtype=float) - 1) > (1e-6 if x.dtype == "float32" else 1e-9):
            raise ValueError("bad sum")
    if len(p) != len(q):
        raise ValueError("lengths")
    return stats.entropy(p, q)
