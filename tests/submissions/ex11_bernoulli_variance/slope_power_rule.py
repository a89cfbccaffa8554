"""The exponent of the square doesn't come down; the place follows from it and is at the edge."""

#: kind: misconception
#: fails: ex11-test-d-variance, ex11-test-p-max
#: says: ex11-test-d-variance: comes down from the exponent
#: says: ex11-test-p-max: nothing varies

# %% ex11-d-variance
d_variance = 1 - p

# %% ex11-max-variance
max_variance = 0.25
