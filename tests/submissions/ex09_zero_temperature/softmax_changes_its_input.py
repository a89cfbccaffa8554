"""An array is shifted in place."""

#: kind: misconception
#: fails: ex09-test-softmax-values
#: says: ex09-test-softmax-values: changed its argument


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    z -= z.max()
    weights = np.exp(z / T)
    return weights / weights.sum()
