"""The log of the ratio; its limit is no limit of a ratio."""

#: kind: misconception
#: fails: ex09-test-ratio, ex09-test-ratio-limit
#: says: ex09-test-ratio: the log of the ratio
#: says: ex09-test-ratio-limit: where its log goes

# %% ex09-ratio
ratio = -Delta / T
