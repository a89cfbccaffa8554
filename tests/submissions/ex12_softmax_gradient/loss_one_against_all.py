"""Three yes-or-no losses are added up."""

#: kind: misconception
#: fails: ex12-test-loss
#: says: ex12-test-loss: divides by

# %% ex12-loss
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
loss = -sp.log(p[0]) - sp.log(1 - p[1]) - sp.log(1 - p[2])
