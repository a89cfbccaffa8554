"""Forgets the inner derivative of log(1 - p)."""

# %% ex03-score
score = k / p + (n - k) / (1 - p)
