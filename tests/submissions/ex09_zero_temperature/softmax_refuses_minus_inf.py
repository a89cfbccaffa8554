"""Any infinite logit is refused."""

#: kind: misconception
#: fails: ex09-test-softmax-stable
#: says: ex09-test-softmax-stable: These logits are allowed


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or not np.isfinite(z).all():
        raise ValueError
    weights = np.exp((z - z.max()) / T)
    return weights / weights.sum()
