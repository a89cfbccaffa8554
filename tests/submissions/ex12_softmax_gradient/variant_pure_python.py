"""Loops and math, no NumPy; lists come back."""

#: kind: variant

# %% ex12-loss
x, y, z = sp.symbols('z1 z2 z3')
loss = -x + sp.log(sp.E**x + sp.E**y + sp.E**z)

# %% ex12-gradient
gradient = tuple(sp.diff(loss, variable) for variable in (x, y, z))

# %% ex12-softmax-cross-entropy
import math


def softmax_cross_entropy(logits, targets):
    if len(logits) != len(targets):
        raise ValueError("lengths")
    losses, grad = [], []
    for row, target in zip(logits.tolist(), targets.tolist()):
        if target not in range(len(row)):
            raise ValueError(target)
        top = max(row)
        total = math.fsum(math.exp(value - top) for value in row)
        losses.append(math.log(total) + top - row[target])
        grad.append([(math.exp(value - top) / total - (i == target)) / len(logits) for i, value in enumerate(row)])
    return [math.fsum(losses) / len(losses), grad]
