"""The more ones, the more variance."""

#: kind: misconception
#: fails: ex11-test-p-max
#: says: ex11-test-p-max: There X is always 1

# %% ex11-p-max
p_max = 1

# %% ex11-max-variance
max_variance = 0.25
