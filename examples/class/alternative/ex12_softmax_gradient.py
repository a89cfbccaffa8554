"""Log-sum-exp by SciPy; the gradient by SymPy's own derivative, in a Matrix."""

# %% ex12-loss
loss = sp.log(sp.exp(z1) + sp.exp(z2) + sp.exp(z3)) - z1

# %% ex12-gradient
gradient = sp.Matrix([loss]).jacobian([z1, z2, z3])

# %% ex12-softmax-cross-entropy
from scipy.special import log_softmax, softmax

def softmax_cross_entropy(logits, targets):
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    if logits.ndim != 2 or targets.ndim != 1 or len(targets) != len(logits) or not len(logits):
        raise ValueError("logits (N, V) and N targets")
    if ((targets < 0) | (targets >= logits.shape[1])).any():
        raise ValueError("a target without a logit")
    truth = np.eye(logits.shape[1])[targets]
    loss = -(truth * log_softmax(logits, axis=1)).sum() / len(logits)
    return loss, (softmax(logits, axis=1) - truth) / len(logits)
