"""The derivative of the likelihood as a product of derivatives."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood, ex03-test-score
#: says: ex03-test-log-likelihood: Did you take the log?
#: says: ex03-test-score: not the product of the derivatives

# %% ex03-log-likelihood
log_likelihood = p**k * (1 - p) ** (n - k)

# %% ex03-score
score = k * p ** (k - 1) * (n - k) * (1 - p) ** (n - k - 1)
