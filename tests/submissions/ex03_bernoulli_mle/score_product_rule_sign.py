"""The product rule on the likelihood, with the inner minus forgotten."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood, ex03-test-score
#: says: ex03-test-log-likelihood: Did you take the log?
#: says: ex03-test-score: chain rule

# %% ex03-log-likelihood
log_likelihood = p**k * (1 - p) ** (n - k)

# %% ex03-score
score = k * p ** (k - 1) * (1 - p) ** (n - k) + (n - k) * p**k * (1 - p) ** (n - k - 1)
