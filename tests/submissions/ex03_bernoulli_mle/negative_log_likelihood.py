"""Minus the log-likelihood, as a loss; all else follows."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: Is the sign right?

# %% ex03-log-likelihood
log_likelihood = -(k * sp.log(p) + (n - k) * sp.log(1 - p))

# %% ex03-score
score = sp.diff(log_likelihood, p)

# %% ex03-curvature
curvature = sp.diff(score, p)
