"""The sign of the exponent is lost on the way to the limit."""

#: kind: misconception
#: fails: ex09-test-ratio-limit
#: says: ex09-test-ratio-limit: plus or to minus infinity

# %% ex09-ratio-limit
ratio_limit = sp.limit(ratio, T, 0, "-")
