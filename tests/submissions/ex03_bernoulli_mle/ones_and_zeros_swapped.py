"""k ones get the probability of a zero."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: Ones and zeros have changed places

# %% ex03-log-likelihood
log_likelihood = (n - k) * sp.log(p) + k * sp.log(1 - p)
