"""y - p: the direction of descent is called the gradient."""

#: kind: misconception
#: fails: ex12-test-gradient-true-class, ex12-test-gradient-other-classes
#: says: ex12-test-gradient-true-class: sign is turned round
#: says: ex12-test-gradient-other-classes: sign is turned round

# %% ex12-gradient
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
gradient = [1 - p[0], -p[1], -p[2]]
