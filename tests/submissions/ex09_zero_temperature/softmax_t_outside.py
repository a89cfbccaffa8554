"""The finished probabilities are divided by T."""

#: kind: misconception
#: fails: ex09-test-softmax-values
#: says: ex09-test-softmax-values: T divides the probabilities


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    weights = np.exp(z - z.max())
    return weights / weights.sum() / T
