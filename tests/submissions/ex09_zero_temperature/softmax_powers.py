"""The softmax at T = 1, raised to 1 / T."""

#: kind: misconception
#: fails: ex09-test-softmax-stable
#: says: ex09-test-softmax-stable: contains NaN


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    weights = np.exp(z - z.max())
    probs = (weights / weights.sum()) ** (1 / T)
    return probs / probs.sum()
