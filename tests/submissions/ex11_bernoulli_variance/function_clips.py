"""Values outside are moved to the nearest end."""

#: kind: misconception
#: fails: ex11-test-function-refusals
#: says: ex11-test-function-refusals: 1.5 is no probability


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    p = np.clip(p, 0, 1)
    return p * (1 - p)
