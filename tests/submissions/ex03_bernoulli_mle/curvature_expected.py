"""Minus the Fisher information: k is replaced by its mean."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-curvature
#: says: ex03-test-curvature: on average

# %% ex03-curvature
curvature = -n / (p * (1 - p))
