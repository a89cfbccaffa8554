"""Negative temperatures pass."""

#: kind: misconception
#: fails: ex09-test-softmax-refusals
#: says: ex09-test-softmax-refusals: T = -1


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T == 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    weights = np.exp((z - z.max()) / T)
    return weights / weights.sum()
