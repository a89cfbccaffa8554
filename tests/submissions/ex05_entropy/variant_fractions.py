"""Exact fractions until the logarithm."""

#: kind: variant

# %% ex05-h-fair
from fractions import Fraction

H_fair = Fraction(1)

# %% ex05-entropy
def entropy(p, base=2):
    if base <= 0 or base == 1:
        raise ValueError
    single = getattr(p, "dtype", None) == np.dtype("float32")
    chances = [Fraction(float(x)) for x in p]  # NaN: ValueError
    if not chances or min(chances) < 0:
        raise ValueError("no distribution")
    if abs(sum(chances) - 1) > Fraction(1, 10**6 if single else 10**9):
        raise ValueError("sum")
    return sum(x * Fraction(-math.log(x)) for x in chances if x) / Fraction(math.log(base))
