"""The inner minus of 1 - p is forgotten in the second derivative."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-curvature
#: says: ex03-test-curvature: chain rule

# %% ex03-curvature
curvature = -k / p**2 + (n - k) / (1 - p) ** 2
