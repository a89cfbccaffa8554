"""The smallest logit gets everything; ties share."""

#: kind: misconception
#: fails: ex09-test-limit-leader
#: says: ex09-test-limit-leader: argmin


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    z = np.asarray(logits, dtype=float)
    leads = z == z.min()
    return leads / leads.sum()
