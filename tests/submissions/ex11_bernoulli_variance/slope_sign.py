"""The slope with its sign turned around."""

#: kind: misconception
#: fails: ex11-test-d-variance
#: says: ex11-test-d-variance: sign is turned around

# %% ex11-d-variance
d_variance = 2 * p - 1
