"""Returns inside the loop, after one term."""

#: kind: misconception
#: fails: ex05-test-entropy-value
#: says: ex05-test-entropy-value: first outcome only

# %% ex05-entropy
def entropy(p, base=2):
    if not base > 0 or base == 1:
        raise ValueError("bad base")
    single = getattr(p, "dtype", None) == np.float32
    p = np.array(p, dtype=float)
    if p.ndim != 1 or p.size == 0 or not (p >= 0).all() or abs(p.sum() - 1) > (1e-6 if single else 1e-9):
        raise ValueError("bad distribution")
    total = 0.0
    for x in p:
        if x > 0:
            total += x * math.log(1 / x, base)
            return total + 0.0
