"""A slip in the log-likelihood, no score; the curvature is the second derivative of it."""
#: kind: partial
#: base: release
#: fails: ex03-test-log-likelihood, ex03-test-score, ex03-test-p-hat, ex03-test-bernoulli-mle

# %% ex03-log-likelihood
log_likelihood = 2 * k * sp.log(p) + (n - k) * sp.log(1 - p)

# %% ex03-curvature
curvature = sp.diff(log_likelihood, p, 2)
