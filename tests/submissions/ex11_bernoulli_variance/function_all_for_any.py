"""Refused only if all numbers lie outside."""

#: kind: misconception
#: fails: ex11-test-function-refusals
#: says: ex11-test-function-refusals: an array with [0.2, 0.5, 1.1]


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    if np.all((p < 0) | (p > 1)):
        raise ValueError
    return p * (1 - p)
