"""np.isclose with its wide default."""

#: kind: misconception
#: fails: ex05-test-entropy-refusals
#: says: ex05-test-entropy-refusals: too generous

# %% ex05-entropy
def entropy(p, base=2):
    if not base > 0 or base == 1:
        raise ValueError("bad base")
    single = getattr(p, "dtype", None) == np.float32
    p = np.array(p, dtype=float)
    if p.ndim != 1 or p.size == 0 or not (p >= 0).all() or not np.isclose(p.sum(), 1):
        raise ValueError("bad distribution")
    p = p[p > 0]
    return -np.sum(p * np.log(p)) / np.log(base) + 0.0
