"""The probabilities are fed to a cross-entropy that applies softmax itself."""

#: kind: misconception
#: fails: ex12-test-loss-value, ex12-test-grad-value, ex12-test-large-logits
#: says: ex12-test-loss-value: applied twice
#: says: ex12-test-grad-value: applied twice
#: says: ex12-test-large-logits: ordinary logits either

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if len(targets) != n:
        raise ValueError("one target a row")
    if any(t < 0 or t >= v for t in targets):
        raise ValueError("no such class")
    probs = np.exp(logits - logits.max(1, keepdims=True))
    probs /= probs.sum(1, keepdims=True)
    logs = probs - np.log(np.exp(probs).sum(1, keepdims=True))
    onehot = np.eye(v)[targets]
    return -(onehot * logs).sum() / n, (np.exp(logs) - onehot) / n
