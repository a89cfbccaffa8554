"""SciPy's relative entropy."""

# %% ex06-kl-pq
from scipy.special import rel_entr

kl_pq = rel_entr([0.4, 0.6], [0.5, 0.5]).sum()

# %% ex06-kl-divergence
def kl_divergence(p, q):
    rows = [np.asarray(p), np.asarray(q)]
    if rows[0].shape != rows[1].shape or rows[0].ndim != 1 or not rows[0].size:
        raise ValueError("two rows of the same length, please")
    for row in rows:
        if not (row >= 0).all() or abs(row.sum(dtype=float) - 1) > (1e-6 if row.dtype == np.float32 else 1e-9):
            raise ValueError("not a distribution")
    return rel_entr(*(row.astype(float) for row in rows)).sum()
