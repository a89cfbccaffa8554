"""assert instead of ValueError."""

#: kind: misconception
#: fails: ex09-test-softmax-refusals
#: says: ex09-test-softmax-refusals: raised AssertionError


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    assert T > 0 and z.max() > -np.inf
    weights = np.exp((z - z.max()) / T)
    return weights / weights.sum()
