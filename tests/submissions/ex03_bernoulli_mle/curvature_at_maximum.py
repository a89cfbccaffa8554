"""p is replaced by the place of the maximum."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-curvature
#: says: ex03-test-curvature: place of the maximum

# %% ex03-curvature
curvature = sp.diff(score, p).subs(p, p_hat)
