"""A helper cell, recursion over the batch, prints and a warning; logits changed in place."""

#: kind: variant

# %% insert after ex12-test-gradient-other-classes
import warnings


def one(row, target):
    row -= row.max()
    log_p = row - np.log(np.sum(np.exp(row)))
    grad = np.exp(log_p)
    grad[target] -= 1
    return -log_p[target], grad


# %% ex12-softmax-cross-entropy
def softmax_cross_entropy(logits, targets):
    n, v = logits.shape
    if len(targets) != n:
        raise ValueError("one target a row")
    if any(t < 0 or t >= v for t in targets):
        raise ValueError("no such class")
    warnings.warn("slow but clear")
    print(n, "examples")

    def walk(i):
        if i == n:
            return 0.0, []
        value, grad = one(logits[i], targets[i])
        later, others = walk(i + 1)
        return value + later, [grad, *others]

    value, grads = walk(0)
    return value / n, np.stack(grads) / n
