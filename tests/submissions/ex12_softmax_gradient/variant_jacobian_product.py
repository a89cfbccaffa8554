"""The long way: softmax's whole Jacobian times the slope in the probabilities, and NumPy objects."""

#: kind: variant

# %% ex12-gradient
total = sp.exp(z1) + sp.exp(z2) + sp.exp(z3)
p = [sp.exp(z) / total for z in (z1, z2, z3)]
jacobian = sp.Matrix(3, 3, lambda i, j: p[i] * (int(i == j) - p[j]))
gradient = np.array((sp.Matrix([[-1 / p[0], 0, 0]]) * jacobian).tolist()[0], dtype=object)

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
    grad = np.zeros((n, v))
    for row in range(n):
        # The slope in the logs of the probabilities is minus the one-hot; through their Jacobian, I - 1 p^T.
        grad[row] = -onehot[row] @ (np.eye(v) - np.exp(logs[row])[None, :])
    return np.float64(-logs[onehot == 1].sum()) / n, grad / n
