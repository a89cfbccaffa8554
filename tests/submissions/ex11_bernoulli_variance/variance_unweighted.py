"""The squared distances are added without their chances."""

#: kind: misconception
#: fails: ex11-test-variance
#: says: ex11-test-variance: without weights

# %% ex11-variance
variance = p**2 + (1 - p) ** 2

# %% ex11-p-max
p_max = 0.5

# %% ex11-max-variance
max_variance = 0.25

# %% ex11-p-min
p_min = [0, 1]
