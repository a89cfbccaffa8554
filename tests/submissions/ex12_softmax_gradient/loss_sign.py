"""The log-likelihood instead of the loss; the gradient follows from it."""

#: kind: misconception
#: fails: ex12-test-loss
#: says: ex12-test-loss: Look at the sign

# %% ex12-loss
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
loss = sp.log(p[0])

# %% ex12-gradient
gradient = [sp.diff(loss, z) for z in (z1, z2, z3)]
