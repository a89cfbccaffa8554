"""The derivative divided by n, from a log-likelihood that isn't."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-score
#: says: ex03-test-score: divided by n

# %% ex03-score
score = (k / p - (n - k) / (1 - p)) / n

# %% ex03-curvature
curvature = sp.diff(score, p)
