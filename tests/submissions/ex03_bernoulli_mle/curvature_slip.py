"""A factor 2 too much: the message compares with the student's own score."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-curvature
#: says: ex03-test-curvature: the derivative of your own score is

# %% ex03-curvature
curvature = -2 * k / p**2 - (n - k) / (1 - p) ** 2
