"""Only the function, and numbers where only it works: arrays are not tried."""

#: kind: partial
#: base: release
#: fails: ex11-test-variance, ex11-test-d-variance, ex11-test-p-max, ex11-test-max-variance, ex11-test-p-min, ex11-test-min-variance


# %% ex11-bernoulli-variance
def bernoulli_variance(p):
    if np.any((p < 0) | (p > 1)):
        raise ValueError
    return p * (1 - p)
