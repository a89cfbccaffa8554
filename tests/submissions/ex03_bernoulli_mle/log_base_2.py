"""The logarithm to base 2; all else follows."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: the natural log of neither

# %% ex03-log-likelihood
log_likelihood = k * sp.log(p, 2) + (n - k) * sp.log(1 - p, 2)

# %% ex03-score
score = sp.diff(log_likelihood, p)

# %% ex03-curvature
curvature = sp.diff(log_likelihood, p, 2)
