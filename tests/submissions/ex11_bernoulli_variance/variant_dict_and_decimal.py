"""Places as the keys of a dictionary, Decimals, a vectorised function."""

#: kind: variant

# %% ex11-variance
variance = p**2 * (1 - p) + (1 - p) ** 2 * p

# %% ex11-d-variance
d_variance = (1 - p) - p

# %% ex11-p-max
from decimal import Decimal

p_max = Decimal("0.5")

# %% ex11-max-variance
max_variance = Decimal("0.25")

# %% ex11-p-min
p_min = {0: "always 0", 1: "always 1"}

# %% ex11-min-variance
min_variance = Decimal("0E-3")


# %% ex11-bernoulli-variance
def one(p):
    outcomes = {1: p, 0: 1 - p}
    mean = sum(x * chance for x, chance in outcomes.items())
    return sum(chance * (x - mean) ** 2 for x, chance in outcomes.items())


def bernoulli_variance(p):
    if min(np.ravel(p)) < 0 or max(np.ravel(p)) > 1:
        raise ValueError("p")
    return np.vectorize(one, otypes=[float])(p)
