"""The probability itself is called the loss."""

#: kind: misconception
#: fails: ex12-test-loss
#: says: ex12-test-loss: at the log

# %% ex12-loss
loss = sp.exp(z1) / (sp.exp(z1) + sp.exp(z2) + sp.exp(z3))
