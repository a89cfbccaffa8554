"""abs() gets rid of -0.0, and of the sign below base 1."""

#: kind: misconception
#: fails: ex05-test-entropy-base
#: says: ex05-test-entropy-base: absolute value

# %% ex05-entropy
def entropy(p, base=2):
    if not base > 0 or base == 1:
        raise ValueError("bad base")
    single = getattr(p, "dtype", None) == np.float32
    p = np.array(p, dtype=float)
    if p.ndim != 1 or p.size == 0 or not (p >= 0).all() or abs(p.sum() - 1) > (1e-6 if single else 1e-9):
        raise ValueError("bad distribution")
    p = p[p > 0]
    return abs(np.sum(p * np.log(p)) / np.log(base))
