"""The first derivative again."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-curvature
#: says: ex03-test-curvature: first derivative

# %% ex03-curvature
curvature = sp.diff(log_likelihood, p)
