"""The sign is wrong: a valley."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-curvature
#: says: ex03-test-curvature: positive means a valley

# %% ex03-curvature
curvature = k / p**2 + (n - k) / (1 - p) ** 2
