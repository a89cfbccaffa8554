"""The largest is looked for from 0 upwards."""

#: kind: misconception
#: fails: ex09-test-limit-leader, ex09-test-limit-ties


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    best, ties = 0.0, 0
    for logit in logits:
        if logit > best:
            best, ties = logit, 1
        elif logit == best:
            ties += 1
    return [1 / ties if logit == best else 0.0 for logit in logits]
