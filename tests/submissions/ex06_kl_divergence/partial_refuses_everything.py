"""Refuses all there is."""

#: kind: partial
#: fails: ex06-test-kl-value, ex06-test-kl-zeros, ex06-test-kl-infinite, ex06-test-kl-refusals
#: says: ex06-test-kl-refusals: refused [0.2, 0.3, 0.5]

# %% ex06-kl-divergence
def kl_divergence(p, q):
    raise ValueError("no")
