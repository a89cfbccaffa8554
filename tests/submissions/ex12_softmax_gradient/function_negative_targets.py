"""NumPy counts -1 from the end, and so does this function."""

#: kind: misconception
#: fails: ex12-test-refuses
#: says: ex12-test-refuses: targets [0, -1, 2, 1]

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if len(targets) != n:
        raise ValueError("one target a row")
    if any(t >= v for t in targets):
        raise ValueError("no such class")
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    onehot = np.eye(v)[targets]
    return -(onehot * logs).sum() / n, (np.exp(logs) - onehot) / n
