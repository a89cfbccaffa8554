"""The function returns the standard deviation."""

#: kind: misconception
#: fails: ex11-test-function-values
#: says: ex11-test-function-values: That is the standard deviation


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    if np.any((p < 0) | (p > 1)):
        raise ValueError
    return np.sqrt(p * (1 - p))
