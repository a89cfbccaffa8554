"""Only one of the two outcomes."""

#: kind: misconception
#: fails: ex11-test-function-values
#: says: ex11-test-function-values: distance of the 1


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    if np.any((p < 0) | (p > 1)):
        raise ValueError
    return p * (1 - p) ** 2
