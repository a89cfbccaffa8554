"""Refuses all there is."""

#: kind: partial
#: fails: ex05-test-entropy-value, ex05-test-entropy-base, ex05-test-entropy-zeros, ex05-test-entropy-refusals
#: says: ex05-test-entropy-refusals: refused entropy([0.2, 0.3, 0.5])

# %% ex05-entropy
def entropy(p, base=2):
    raise ValueError("no")
