"""Divided by n."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: the natural log of neither

# %% ex03-log-likelihood
log_likelihood = (k * sp.log(p) + (n - k) * sp.log(1 - p)) / n

# %% ex03-score
score = (k / p - (n - k) / (1 - p)) / n
