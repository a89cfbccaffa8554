"""Refuses by numpy and by its own subclass of ValueError; Fraction of the exact share."""
#: kind: variant
#: base: solution

# %% ex03-curvature
curvature = k * sp.diff(1 / p, p) - (n - k) * sp.diff(1 / (1 - p), p)

# %% ex03-p-hat
from fractions import Fraction

p_hat = k * sp.Pow(n, -1)

# %% ex03-bernoulli-mle
class NotBinary(ValueError):
    """Something else than 0 and 1."""


def bernoulli_mle(x) -> float:
    values = np.array(x).ravel()
    if values.size == 0:
        np.array([]).max()  # NumPy's own ValueError
    if ((values < 0) | (values > 1) | (values % 1 != 0)).any():
        raise NotBinary("0 or 1")
    return float(np.average(values))
