"""Decimal logarithms; the results are Decimals."""

#: kind: variant

# %% ex05-h-fair
from decimal import Decimal

H_fair = Decimal("1.0000")

# %% ex05-h-biased
H_biased = -sum(x * x.ln() for x in (Decimal("0.9"), Decimal("0.1"))) / Decimal(2).ln()

# %% ex05-entropy
def entropy(p, base=2):
    base = Decimal(str(base))
    if base <= 0 or base == 1:
        raise ValueError("base")
    if np.ndim(p) != 1:
        raise ValueError("one dimension")
    single = isinstance(p, np.ndarray) and p.dtype == np.float32
    p = [Decimal(str(x)) for x in p]
    if not p or any(x.is_nan() or x < 0 for x in p) or abs(sum(p) - 1) > Decimal(10) ** (-6 if single else -9):
        raise ValueError("not a distribution")
    return sum((x * (1 / x).ln() for x in p if x), Decimal(0)) / base.ln()
