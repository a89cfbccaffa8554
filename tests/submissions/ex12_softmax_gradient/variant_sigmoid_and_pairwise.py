"""Probabilities from pairwise gaps: 1 / sum of exp(z_j - z_i)."""

#: kind: variant

# %% ex12-loss
loss = sp.log(sum(sp.exp(z - z1) for z in (z1, z2, z3)))

# %% ex12-gradient
gradient = [-(sp.exp(z2) + sp.exp(z3)) / (sp.exp(z1) + sp.exp(z2) + sp.exp(z3)), 1 / (1 + sp.exp(z1 - z2) + sp.exp(z3 - z2)), sp.exp(z3 - z1) * sp.exp(-loss)]

# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if len(targets) != n:
        raise ValueError("one target a row")
    if any(t < 0 or t >= v for t in targets):
        raise ValueError("no such class")
    with np.errstate(over="ignore"):
        gaps = logits[:, None, :] - logits[:, :, None]
        p = 1 / np.exp(gaps).sum(axis=2)
    gap = gaps[np.arange(n), targets]
    largest = gap.max(axis=1)
    losses = largest + np.log(np.exp(gap - largest[:, None]).sum(axis=1))
    p[np.arange(n), targets] -= 1
    return np.average(losses), p / n
