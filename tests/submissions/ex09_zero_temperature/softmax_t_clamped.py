"""T is kept away from 0."""

#: kind: misconception
#: fails: ex09-test-softmax-stable
#: says: ex09-test-softmax-stable: Is T kept away from 0


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    T = max(T, 1e-8)
    weights = np.exp((z - z.max()) / T)
    return weights / weights.sum()
