"""The number of orders multiplies the log instead of standing inside it."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: the natural log of neither

# %% ex03-log-likelihood
log_likelihood = sp.binomial(n, k) * (k * sp.log(p) + (n - k) * sp.log(1 - p))
