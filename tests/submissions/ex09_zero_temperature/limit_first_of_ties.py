"""Greedy decoding: the first of the best has everything."""

#: kind: misconception
#: fails: ex09-test-limit-ties
#: says: ex09-test-limit-ties: One of the tied tokens has everything


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    result = np.zeros(len(logits))
    result[np.argmax(logits)] = 1
    return result
