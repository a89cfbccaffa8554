"""Nothing is taken away before the exponentials."""

#: kind: misconception
#: fails: ex09-test-softmax-stable
#: says: ex09-test-softmax-stable: which exponential became inf?


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    weights = np.exp(z / T)
    return weights / weights.sum()
