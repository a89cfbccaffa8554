"""np.var of the probabilities themselves."""

#: kind: misconception
#: fails: ex11-test-function-values
#: says: ex11-test-function-values: has shape ()


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    if np.any((p < 0) | (p > 1)):
        raise ValueError
    return np.var(p)
