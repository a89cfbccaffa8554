"""The score squared."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-curvature
#: says: ex03-test-curvature: score squared

# %% ex03-curvature
curvature = score**2
