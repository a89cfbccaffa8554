"""Only the curvature is there."""
#: kind: partial
#: base: release
#: fails: ex03-test-log-likelihood, ex03-test-score, ex03-test-p-hat, ex03-test-bernoulli-mle

# %% ex03-curvature
curvature = -k / p**2 - (n - k) / (1 - p) ** 2
