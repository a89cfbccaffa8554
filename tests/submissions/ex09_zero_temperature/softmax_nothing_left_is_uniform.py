"""If all logits are -inf, all tokens get the same chance."""

#: kind: misconception
#: fails: ex09-test-softmax-refusals
#: says: ex09-test-softmax-refusals: three logits of -inf


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any():
        raise ValueError
    if z.max() == -np.inf:
        return np.full(z.size, 1 / z.size)
    weights = np.exp((z - z.max()) / T)
    return weights / weights.sum()
