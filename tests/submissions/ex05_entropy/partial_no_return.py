"""Prints the value and returns nothing."""

#: kind: partial
#: fails: ex05-test-entropy-value, ex05-test-entropy-base, ex05-test-entropy-zeros, ex05-test-entropy-refusals
#: says: ex05-test-entropy-value: return

# %% ex05-entropy
def entropy(p, base=2):
    if not base > 0 or base == 1:
        raise ValueError("bad base")
    single = getattr(p, "dtype", None) == np.float32
    p = np.array(p, dtype=float)
    if p.ndim != 1 or p.size == 0 or not (p >= 0).all() or abs(p.sum() - 1) > (1e-6 if single else 1e-9):
        raise ValueError("bad distribution")
    p = p[p > 0]
    print(-np.sum(p * np.log(p)) / np.log(base))
