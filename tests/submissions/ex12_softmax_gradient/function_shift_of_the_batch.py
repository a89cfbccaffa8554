"""One shift for the whole batch: rows far below it are rounded to 0."""

#: kind: misconception
#: fails: ex12-test-large-logits
#: says: ex12-test-large-logits: own scale

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if len(targets) != n:
        raise ValueError("one target a row")
    if any(t < 0 or t >= v for t in targets):
        raise ValueError("no such class")
    shifted = logits - logits.max()
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    onehot = np.eye(v)[targets]
    return -logs[range(n), targets].sum() / n, (np.exp(logs) - onehot) / n
