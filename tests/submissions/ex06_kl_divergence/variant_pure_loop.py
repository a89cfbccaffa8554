"""No NumPy, one pass, early return."""

#: kind: variant

# %% ex06-kl-divergence
def _checked(values):
    allowed = 1e-6 if str(getattr(values, "dtype", "")) == "float32" else 1e-9
    values = [float(v) for v in values]
    if not values or not all(v >= 0 for v in values) or not abs(math.fsum(values) - 1) <= allowed:
        raise ValueError("not a distribution")
    return values


def kl_divergence(p, q):
    total = 0
    for a, b in zip(_checked(p), _checked(q), strict=True):
        if a == 0:
            continue
        total += a * (math.log(a) - math.log(b)) if b else math.inf
    return total
