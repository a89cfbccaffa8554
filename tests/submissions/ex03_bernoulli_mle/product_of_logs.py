"""The logs are multiplied instead of added."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: never above 0

# %% ex03-log-likelihood
log_likelihood = k * sp.log(p) * (n - k) * sp.log(1 - p)
