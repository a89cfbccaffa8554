"""Rounded to four decimals."""

#: kind: misconception
#: fails: ex11-test-function-values
#: says: ex11-test-function-values: bernoulli_variance(2e-7) is 0


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    if np.any((p < 0) | (p > 1)):
        raise ValueError
    return np.round(p * (1 - p), 4)
