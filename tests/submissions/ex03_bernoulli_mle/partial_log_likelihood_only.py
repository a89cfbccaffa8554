"""Only the first step is done."""
#: kind: partial
#: base: release
#: fails: ex03-test-score, ex03-test-p-hat, ex03-test-curvature, ex03-test-bernoulli-mle

# %% ex03-log-likelihood
log_likelihood = k * sp.log(p) + (n - k) * sp.log(1 - p)
