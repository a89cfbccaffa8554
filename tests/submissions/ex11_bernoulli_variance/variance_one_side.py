"""Only the outcome 1 is in the table; the steps after it follow."""

#: kind: misconception
#: fails: ex11-test-variance
#: says: ex11-test-variance: Only one of the two outcomes

# %% ex11-variance
variance = p * (1 - p) ** 2

# %% ex11-p-max
p_max = min(sp.solve(d_variance, p))

# %% ex11-p-min
p_min = {0, 1}
