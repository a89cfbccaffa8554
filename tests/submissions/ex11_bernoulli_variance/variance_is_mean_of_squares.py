"""The square of the mean isn't taken away."""

#: kind: misconception
#: fails: ex11-test-variance
#: says: ex11-test-variance: take the mean away
#: says: ex11-test-variance: mean of squares too

# %% ex11-variance
variance = p

# %% ex11-d-variance
d_variance = 1 - 2 * p

# %% ex11-p-max
p_max = 0.5

# %% ex11-max-variance
max_variance = 0.25

# %% ex11-p-min
p_min = [0, 1]
