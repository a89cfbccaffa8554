"""A slip in the log-likelihood, everything else follows from it; the function is missing."""
#: kind: partial
#: base: release
#: fails: ex03-test-log-likelihood, ex03-test-bernoulli-mle

# %% ex03-log-likelihood
log_likelihood = k * sp.log(p) + 2 * (n - k) * sp.log(1 - p)

# %% ex03-score
score = sp.diff(log_likelihood, p)

# %% ex03-p-hat
p_hat = sp.solve(score, p)[0]

# %% ex03-curvature
curvature = sp.diff(score, p)
