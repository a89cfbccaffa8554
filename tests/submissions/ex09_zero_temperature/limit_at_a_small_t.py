"""A softmax at T = 0.001 is taken for the limit."""

#: kind: misconception
#: fails: ex09-test-limit-leader
#: says: ex09-test-limit-leader: softmax at some small T


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    return softmax(logits, 0.001)
