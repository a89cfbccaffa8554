"""Softmax of softmax."""

#: kind: misconception
#: fails: ex12-test-loss
#: says: ex12-test-loss: applied twice

# %% ex12-loss
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
again = [sp.exp(q) / sum(sp.exp(r) for r in p) for q in p]
loss = -sp.log(again[0])
