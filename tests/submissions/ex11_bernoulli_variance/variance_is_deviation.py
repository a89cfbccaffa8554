"""The standard deviation is given as the variance; all that follows is right."""

#: kind: misconception
#: fails: ex11-test-variance
#: says: ex11-test-variance: That is the standard deviation

# %% ex11-variance
variance = sp.sqrt(p * (1 - p))

# %% ex11-min-variance
min_variance = 0
