"""The standard deviation at the maximum."""

#: kind: misconception
#: fails: ex11-test-max-variance
#: says: ex11-test-max-variance: That is the standard deviation at the maximum

# %% ex11-max-variance
max_variance = 0.5
