"""The gradient is right, the loss was never assigned."""

#: kind: partial
#: base: release
#: fails: ex12-test-loss, ex12-test-loss-value, ex12-test-grad-value, ex12-test-large-logits, ex12-test-refuses

# %% ex12-gradient
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
gradient = (p[0] - 1, p[1], p[2])
