"""The list that sp.solve gives."""

#: kind: misconception
#: fails: ex11-test-p-max
#: says: ex11-test-p-max: take out the solution

# %% ex11-p-max
p_max = sp.solve(d_variance, p)

# %% ex11-max-variance
max_variance = 0.25
