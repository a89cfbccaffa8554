"""The slope of 1/p taken as positive."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-curvature
#: says: ex03-test-curvature: slope of 1/p

# %% ex03-curvature
curvature = k / p**2 - (n - k) / (1 - p) ** 2
