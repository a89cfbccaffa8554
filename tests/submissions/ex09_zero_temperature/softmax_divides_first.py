"""The maximum is taken away after the division by T."""

#: kind: misconception
#: fails: ex09-test-softmax-stable
#: says: ex09-test-softmax-stable: Which comes first, the division or the difference?


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    z = z / T
    weights = np.exp(z - z.max())
    return weights / weights.sum()
