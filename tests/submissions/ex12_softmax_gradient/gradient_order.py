"""z3 before z2."""

#: kind: misconception
#: fails: ex12-test-gradient-other-classes
#: says: ex12-test-gradient-other-classes: Mind the order

# %% ex12-gradient
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
gradient = [p[0] - 1, p[2], p[1]]
