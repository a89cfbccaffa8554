"""A limit from both sides, which doesn't exist."""

#: kind: misconception
#: fails: ex09-test-ratio-limit
#: says: ex09-test-ratio-limit: From which side

# %% ex09-ratio-limit
ratio_limit = sp.Limit(ratio, T, 0, "+-")
