"""The square of the mean minus the mean of squares; the slope follows."""

#: kind: misconception
#: fails: ex11-test-variance
#: says: ex11-test-variance: negative

# %% ex11-variance
variance = p**2 - p

# %% ex11-max-variance
max_variance = 0.25
