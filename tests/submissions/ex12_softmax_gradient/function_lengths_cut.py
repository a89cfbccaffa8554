"""A single target is broadcast over all rows."""

#: kind: misconception
#: fails: ex12-test-refuses
#: says: ex12-test-refuses: rows of logits with

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if any(t < 0 or t >= v for t in targets):
        raise ValueError
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss, grad = 0.0, np.exp(logs)
    for row, target in zip(range(n), targets):
        loss -= logs[row, target] / n
        grad[row, target] -= 1
    return loss, grad / n
