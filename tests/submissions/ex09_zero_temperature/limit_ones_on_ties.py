"""Each of the tied tokens has probability 1."""

#: kind: misconception
#: fails: ex09-test-limit-ties
#: says: ex09-test-limit-ties: Together they have 1


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    z = np.asarray(logits)
    return (z == z.max()).astype(float)
