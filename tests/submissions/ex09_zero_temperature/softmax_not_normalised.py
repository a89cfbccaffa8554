"""The sum is forgotten."""

#: kind: misconception
#: fails: ex09-test-softmax-values
#: says: ex09-test-softmax-values: divided by their sum


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    return np.exp((z - z.max()) / T)
