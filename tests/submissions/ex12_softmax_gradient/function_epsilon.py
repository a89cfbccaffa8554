"""The chapter's small constant inside the log."""

#: kind: misconception
#: fails: ex12-test-large-logits
#: says: ex12-test-large-logits: far too small

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
    p = np.exp(logs)
    return -np.log(p[np.arange(n), targets] + 1e-9).mean(), (p - onehot) / n
