"""The slope in p1, as if the logits were probabilities."""

#: kind: misconception
#: fails: ex12-test-gradient-true-class, ex12-test-gradient-other-classes
#: says: ex12-test-gradient-true-class: not yet in the logit
#: says: ex12-test-gradient-other-classes: in the sum

# %% ex12-gradient
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
gradient = [-1 / p[0], 0 * z2, 0 * z3]
