"""Softmax along the wrong axis."""

#: kind: misconception
#: fails: ex12-test-loss-value, ex12-test-grad-value, ex12-test-large-logits
#: says: ex12-test-large-logits: cross-entropy at all
#: says: ex12-test-loss-value: down the columns
#: says: ex12-test-grad-value: down the columns

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if len(targets) != n:
        raise ValueError("one target a row")
    if any(t < 0 or t >= v for t in targets):
        raise ValueError("no such class")
    shifted = logits - logits.max(axis=0, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))
    onehot = np.eye(v)[targets]
    return -(onehot * logs).sum() / n, (np.exp(logs) - onehot) / n
