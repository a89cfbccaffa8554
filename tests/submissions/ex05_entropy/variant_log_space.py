"""Warm-up through logs: NumPy warns about log 0, and np.where takes it out."""

#: kind: variant

# %% ex05-entropy
def entropy(p, base=2):
    if not base > 0 or base == 1:
        raise ValueError("bad base")
    single = getattr(p, "dtype", None) == np.float32
    p = np.array(p, dtype=float)
    if p.ndim != 1 or p.size == 0 or not (p >= 0).all() or abs(p.sum() - 1) > (1e-6 if single else 1e-9):
        raise ValueError("bad distribution")
    logs = np.log(p)
    terms = np.where(p > 0, p * logs, 0.0)
    return np.float64(-terms.sum() / np.log(base)) + 0
