"""The average distance, not squared."""

#: kind: misconception
#: fails: ex11-test-variance
#: says: ex11-test-variance: not squared

# %% ex11-variance
variance = p * sp.Abs(1 - p) + (1 - p) * sp.Abs(0 - p)

# %% ex11-d-variance
d_variance = 2 - 4 * p

# %% ex11-p-max
p_max = sp.Rational(1, 2)

# %% ex11-max-variance
max_variance = 0.25

# %% ex11-p-min
p_min = [0, 1]
