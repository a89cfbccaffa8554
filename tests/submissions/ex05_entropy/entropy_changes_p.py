"""Sets the zeros to 1, in the caller's own array."""

#: kind: misconception
#: fails: ex05-test-entropy-zeros
#: says: ex05-test-entropy-zeros: in place

# %% ex05-entropy
def entropy(p, base=2):
    if not base > 0 or base == 1:
        raise ValueError("bad base")
    single = getattr(p, "dtype", None) == np.float32
    q = np.asarray(p)
    p = np.array(p, dtype=float)
    if p.ndim != 1 or p.size == 0 or not (p >= 0).all() or abs(p.sum() - 1) > (1e-6 if single else 1e-9):
        raise ValueError("bad distribution")
    q[q == 0] = 1
    return -np.sum(q * np.log(q)) / np.log(base) + 0.0
