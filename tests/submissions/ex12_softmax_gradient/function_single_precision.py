"""torch.tensor with float32: seven digits."""

#: kind: misconception
#: fails: ex12-test-large-logits
#: says: ex12-test-large-logits: Single precision

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if len(targets) != n:
        raise ValueError("one target a row")
    if any(t < 0 or t >= v for t in targets):
        raise ValueError("no such class")
    logits = logits.astype(np.float32)
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    onehot = np.eye(v)[targets]
    onehot = onehot.astype(np.float32)
    return float(-(onehot * logs).sum() / n), ((np.exp(logs) - onehot) / n)
