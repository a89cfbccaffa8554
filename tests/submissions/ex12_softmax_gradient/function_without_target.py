"""The gradient is softmax itself."""

#: kind: misconception
#: fails: ex12-test-grad-value
#: says: ex12-test-grad-value: as if there were no target

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if len(targets) != n:
        raise ValueError("one target a row")
    if any(t < 0 or t >= v for t in targets):
        raise ValueError("no such class")
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    onehot = np.eye(v)[targets]
    return -(onehot * logs).sum() / n, np.exp(logs) / n
