"""The array is multiplied in place."""

#: kind: misconception
#: fails: ex11-test-function-values
#: says: ex11-test-function-values: changed its argument


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    if np.any((p < 0) | (p > 1)):
        raise ValueError
    p *= 1 - p
    return p
