"""0 and 1 are refused, too."""

#: kind: misconception
#: fails: ex11-test-function-values
#: says: ex11-test-function-values: p = 1 is allowed


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    if np.any((p <= 0) | (p >= 1)):
        raise ValueError
    return p * (1 - p)
