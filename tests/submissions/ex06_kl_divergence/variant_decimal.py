"""Decimal logarithms, and Decimal's own infinity."""

#: kind: variant

# %% ex06-kl-pq
from decimal import Decimal

kl_pq = Decimal("0.4") * Decimal("0.8").ln() + Decimal("0.6") * Decimal("1.2").ln()

# %% ex06-kl-divergence
def _decimals(values):
    if np.ndim(values) != 1 or len(values) == 0:
        raise ValueError("shape")
    limit = Decimal("1e-6") if getattr(values, "dtype", None) == np.float32 else Decimal("1e-9")
    values = [Decimal(str(v)) for v in values]
    if any(v.is_nan() or v < 0 for v in values) or abs(sum(values) - 1) > limit:
        raise ValueError("values")
    return values


def kl_divergence(p, q):
    p, q = _decimals(p), _decimals(q)
    if len(p) != len(q):
        raise ValueError("lengths")
    total = Decimal(0)
    for a, b in zip(p, q):
        if a > 0:
            total += a * (a / b).ln() if b > 0 else Decimal("Infinity")
    return total
