"""Softmax alone: the target is forgotten."""

#: kind: misconception
#: fails: ex12-test-gradient-true-class
#: says: ex12-test-gradient-true-class: softmax alone

# %% ex12-gradient
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
gradient = sp.Matrix(p)
