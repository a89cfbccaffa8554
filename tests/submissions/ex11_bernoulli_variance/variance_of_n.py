"""The variance of n tosses together."""

#: kind: misconception
#: fails: ex11-test-variance
#: says: ex11-test-variance: contain p and nothing else

# %% ex11-variance
n = sp.Symbol("n", positive=True)
variance = n * p * (1 - p)

# %% ex11-d-variance
d_variance = 1 - 2 * p

# %% ex11-max-variance
max_variance = 0.25
