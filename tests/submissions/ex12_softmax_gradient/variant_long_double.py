"""Own symbols without assumptions, long doubles inside, take_along_axis, an exception of one's own."""

#: kind: variant

# %% ex12-loss
a, b, c = sp.symbols('z1:4')
loss = sp.log((sp.exp(a) + sp.exp(b) + sp.exp(c)) / sp.exp(a))

# %% ex12-gradient
gradient = sp.Tuple(*[sp.simplify(sp.diff(loss, s)) for s in (a, b, c)])

# %% ex12-softmax-cross-entropy
class NoSuchClass(ValueError):
    pass


def softmax_cross_entropy(logits, targets):
    if logits.shape[:1] != targets.shape:
        raise ValueError(f"{logits.shape} and {targets.shape}")
    if not np.isin(targets, range(logits.shape[1])).all():
        raise NoSuchClass(targets)
    z = logits.astype(np.longdouble)
    z = z - z.max(1, keepdims=True)
    logs = z - np.log(np.exp(z).sum(1, keepdims=True))
    picked = np.take_along_axis(logs, targets[:, None], axis=1)
    grad = np.exp(logs)
    np.put_along_axis(grad, targets[:, None], np.take_along_axis(grad, targets[:, None], 1) - 1, axis=1)
    return float(-picked.mean()), (grad / len(targets)).astype(float)
