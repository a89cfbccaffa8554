"""The slope of the standard deviation."""

#: kind: misconception
#: fails: ex11-test-d-variance
#: says: ex11-test-d-variance: slope of the standard deviation

# %% ex11-d-variance
d_variance = sp.diff(sp.sqrt(variance), p)
