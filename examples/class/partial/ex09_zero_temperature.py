"""A softmax that overflows."""
#: base: release

# %% ex09-softmax
def softmax(logits, T):
    weights = np.exp(np.asarray(logits) / T)
    return weights / weights.sum()
