"""The likelihood itself; all later steps are right."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: Did you take the log?

# %% ex03-log-likelihood
log_likelihood = p**k * (1 - p) ** (n - k)
