"""T is checked and then forgotten."""

#: kind: misconception
#: fails: ex09-test-softmax-values
#: says: ex09-test-softmax-values: your T has no effect


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    weights = np.exp(z - z.max())
    return weights / weights.sum()
