"""exp without a shift."""

#: kind: misconception
#: fails: ex12-test-large-logits
#: says: ex12-test-large-logits: beyond what a float can hold

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if len(targets) != n:
        raise ValueError("one target a row")
    if any(t < 0 or t >= v for t in targets):
        raise ValueError("no such class")
    logs = np.log(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True))
    onehot = np.eye(v)[targets]
    return -logs[range(n), targets].sum() / n, (np.exp(logs) - onehot) / n
