"""Denominators cleared: an equation to solve, not the derivative."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-score
#: says: ex03-test-score: zero at the right place

# %% ex03-score
score = k * (1 - p) - (n - k) * p

# %% ex03-curvature
curvature = sp.diff(score, p)
