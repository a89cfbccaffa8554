"""Only the maximum is there."""
#: kind: partial
#: base: release
#: fails: ex03-test-log-likelihood, ex03-test-score, ex03-test-curvature, ex03-test-bernoulli-mle

# %% ex03-p-hat
p_hat = k / n
