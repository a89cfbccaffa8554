"""The slopes of -p1 instead of -ln p1."""

#: kind: misconception
#: fails: ex12-test-gradient-true-class, ex12-test-gradient-other-classes
#: says: ex12-test-gradient-true-class: one link more
#: says: ex12-test-gradient-other-classes: one link more

# %% ex12-gradient
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
gradient = [sp.diff(-p[0], z) for z in (z1, z2, z3)]
