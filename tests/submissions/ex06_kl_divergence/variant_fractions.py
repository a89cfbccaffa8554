"""Exact fractions until the logarithm."""

#: kind: variant

# %% ex06-kl-pq
from fractions import Fraction

kl_pq = Fraction(2, 5) * Fraction(math.log(Fraction(4, 5))) + Fraction(3, 5) * Fraction(math.log(Fraction(6, 5)))

# %% ex06-kl-divergence
def _exact(values):
    limit = Fraction(1, 10**6) if getattr(values, "dtype", None) == np.float32 else Fraction(1, 10**9)
    exact = [Fraction(float(v)) for v in values]  # NaN: ValueError
    if not exact or min(exact) < 0 or abs(sum(exact) - 1) > limit:
        raise ValueError("not a distribution")
    return exact


def kl_divergence(p, q):
    p, q = _exact(p), _exact(q)
    if len(p) != len(q):
        raise ValueError("lengths")
    if any(a and not b for a, b in zip(p, q)):
        return float("inf")
    return sum(a * Fraction(math.log(a / b)) for a, b in zip(p, q) if a)
