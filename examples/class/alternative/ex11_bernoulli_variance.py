"""Pen and paper: the second moment minus the square of the first."""

# %% ex11-variance
variance = p - p**2

# %% ex11-d-variance
d_variance = 1 - 2 * p

# %% ex11-p-max
p_max = Fraction(1, 2)

# %% ex11-max-variance
max_variance = Fraction(1, 4)

# %% ex11-p-min
p_min = {0, 1}

# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    values = np.asarray(p, dtype=float)
    if not np.all((0 <= values) & (values <= 1)):
        raise ValueError("0 to 1")
    result = 0.25 - (values - 0.5) ** 2
    return result if result.ndim else float(result)
