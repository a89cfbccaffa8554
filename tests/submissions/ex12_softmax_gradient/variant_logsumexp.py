"""logsumexp, one-hot by comparison, a row Matrix from a Jacobian."""

#: kind: variant

# %% ex12-loss
loss = sp.log(sp.exp(z1 - z2) + 1 + sp.exp(z3 - z2)) + z2 - z1

# %% ex12-gradient
gradient = sp.Matrix([loss]).jacobian(sp.Matrix([z1, z2, z3]))

# %% ex12-softmax-cross-entropy
from scipy.special import logsumexp


def softmax_cross_entropy(logits, targets):
    logits, targets = np.asarray(logits, dtype=np.float64), np.asarray(targets)
    if targets.ndim != 1 or logits.ndim != 2 or targets.size != logits.shape[0]:
        raise ValueError("shapes")
    onehot = targets[:, None] == np.arange(logits.shape[1])
    if not onehot.any(axis=1).all():
        raise ValueError("targets")
    totals = logsumexp(logits, axis=1)
    return np.mean(totals - logits[onehot]), (np.exp(logits - totals[:, None]) - onehot) / len(targets)
