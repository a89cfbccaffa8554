"""The four numbers, and nothing to follow from."""

#: kind: partial
#: base: release
#: fails: ex11-test-variance, ex11-test-d-variance, ex11-test-function-values, ex11-test-function-refusals

# %% ex11-p-max
p_max = 0.5

# %% ex11-max-variance
max_variance = 0.25

# %% ex11-p-min
p_min = {0, 1}

# %% ex11-min-variance
min_variance = 0
