"""T multiplies the logits."""

#: kind: misconception
#: fails: ex09-test-softmax-values
#: says: ex09-test-softmax-values: T multiplies the logits


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    weights = np.exp((z - z.max()) * T)
    return weights / weights.sum()
