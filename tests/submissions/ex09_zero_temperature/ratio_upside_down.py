"""The leader divided by the runner-up; the limit follows from it."""

#: kind: misconception
#: fails: ex09-test-ratio
#: says: ex09-test-ratio: It is above 1

# %% ex09-ratio
ratio = sp.exp(Delta / T)

# %% ex09-ratio-limit
ratio_limit = sp.oo
