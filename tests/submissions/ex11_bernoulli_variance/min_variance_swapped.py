"""The largest variance instead of the smallest."""

#: kind: misconception
#: fails: ex11-test-min-variance
#: says: ex11-test-min-variance: That is the largest variance

# %% ex11-min-variance
min_variance = max_variance
