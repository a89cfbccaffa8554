"""The other limit: everything is equally likely."""

#: kind: misconception
#: fails: ex09-test-limit-leader, ex09-test-limit-ties
#: says: ex09-test-limit-leader: the other limit, as T grows
#: says: ex09-test-limit-ties: uniform


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    return np.full(len(logits), 1 / len(logits))
