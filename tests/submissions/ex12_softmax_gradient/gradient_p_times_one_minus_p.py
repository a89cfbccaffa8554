"""p(1 - p) alone: the diagonal of softmax's Jacobian."""

#: kind: misconception
#: fails: ex12-test-gradient-true-class, ex12-test-gradient-other-classes
#: says: ex12-test-gradient-true-class: one link more
#: says: ex12-test-gradient-other-classes: its own logit

# %% ex12-gradient
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
gradient = [q * (1 - q) for q in p]
