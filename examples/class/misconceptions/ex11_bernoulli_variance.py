"""Gives the standard deviation for the variance."""

# %% ex11-max-variance
max_variance = 0.5

# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    if np.any((p < 0) | (p > 1)):
        raise ValueError("not a probability")
    return np.sqrt(p * (1 - p))
