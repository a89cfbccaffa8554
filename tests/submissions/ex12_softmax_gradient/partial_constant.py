"""Zeros for everything earn nothing."""

#: kind: partial
#: fails: ex12-test-loss-value, ex12-test-grad-value, ex12-test-large-logits, ex12-test-refuses

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    return 0.0, np.zeros(logits.shape)
