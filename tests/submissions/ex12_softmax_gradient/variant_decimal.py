"""Decimal with 40 digits, rounded at the very end; a SymPy array."""

#: kind: variant

# %% ex12-gradient
gradient = sp.derive_by_array(loss, (z1, z2, z3))

# %% ex12-softmax-cross-entropy
from decimal import Decimal, localcontext


def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if len(targets) != n:
        raise ValueError("one target a row")
    if any(t < 0 or t >= v for t in targets):
        raise ValueError("no such class")
    with localcontext() as context:
        context.prec = 40
        total, grad = Decimal(0), np.empty((n, v))
        for i, (row, target) in enumerate(zip(logits, targets)):
            exps = [Decimal(float(value)).exp() for value in row]
            whole = sum(exps)
            total += whole.ln() - Decimal(float(row[target]))
            grad[i] = [float((e / whole - (j == target)) / n) for j, e in enumerate(exps)]
        return total / n, grad
