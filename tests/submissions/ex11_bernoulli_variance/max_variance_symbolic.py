"""The place is never put in."""

#: kind: misconception
#: fails: ex11-test-max-variance
#: says: ex11-test-max-variance: with your p_max in the place of p

# %% ex11-max-variance
max_variance = variance
