"""The other limit: a ratio of 1 means that both are equally likely."""

#: kind: misconception
#: fails: ex09-test-ratio-limit
#: says: ex09-test-ratio-limit: equal chances

# %% ex09-ratio-limit
ratio_limit = sp.limit(ratio, T, sp.oo)
