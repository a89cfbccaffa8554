"""T = 0 gives the greedy choice instead of a ValueError."""

#: kind: misconception
#: fails: ex09-test-softmax-refusals
#: says: ex09-test-softmax-refusals: returned a result


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T < 0 or np.isnan(z).any() or z.max() == -np.inf:
        raise ValueError("bad arguments")
    if T == 0:
        return (z == z.max()) / (z == z.max()).sum()
    weights = np.exp((z - z.max()) / T)
    return weights / weights.sum()
