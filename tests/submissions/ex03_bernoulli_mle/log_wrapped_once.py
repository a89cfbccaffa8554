"""The log of one factor only."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: the natural log of neither

# %% ex03-log-likelihood
log_likelihood = sp.log(p**k) * (1 - p) ** (n - k)

# %% ex03-score
score = sp.diff(log_likelihood, p)

# %% ex03-curvature
curvature = sp.diff(score, p)
