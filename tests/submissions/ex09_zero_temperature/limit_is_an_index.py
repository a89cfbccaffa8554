"""The position of the winner."""

#: kind: misconception
#: fails: ex09-test-limit-leader, ex09-test-limit-ties
#: says: ex09-test-limit-leader: not the position of the winner


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    return int(np.argmax(logits))
