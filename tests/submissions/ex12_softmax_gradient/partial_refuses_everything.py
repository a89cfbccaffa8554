"""A function that refuses whatever it gets earns nothing."""

#: kind: partial
#: fails: ex12-test-loss-value, ex12-test-grad-value, ex12-test-large-logits, ex12-test-refuses
#: says: ex12-test-refuses: refused them

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    raise ValueError("no")
