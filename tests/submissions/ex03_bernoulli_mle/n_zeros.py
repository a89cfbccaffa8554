"""Counts n zeros instead of those that are left; all else follows."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: the natural log of neither

# %% ex03-log-likelihood
log_likelihood = k * sp.log(p) + n * sp.log(1 - p)

# %% ex03-score
score = k / p - n / (1 - p)

# %% ex03-p-hat
p_hat = k / (n + k)

# %% ex03-curvature
curvature = -k / p**2 - n / (1 - p) ** 2
