"""Python's index 1 is taken for the first class; the gradient follows."""

#: kind: misconception
#: fails: ex12-test-loss
#: says: ex12-test-loss: second class

# %% ex12-loss
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
loss = -sp.log(p[1])

# %% ex12-gradient
gradient = sp.Matrix([loss]).jacobian([z1, z2, z3])
