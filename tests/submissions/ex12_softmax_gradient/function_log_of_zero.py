"""A shift, but the log is taken of a probability that was rounded to 0."""

#: kind: misconception
#: fails: ex12-test-large-logits
#: says: ex12-test-large-logits: infinite

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
    return -np.log(p[range(n), targets]).mean(), (p - onehot) / n
