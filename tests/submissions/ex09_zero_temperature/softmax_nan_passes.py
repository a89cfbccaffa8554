"""NaN is not looked for."""

#: kind: misconception
#: fails: ex09-test-softmax-refusals
#: says: ex09-test-softmax-refusals: NaN at position 0


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or z.max() == -np.inf:
        raise ValueError
    weights = np.exp((z - z.max()) / T)
    return weights / weights.sum()
