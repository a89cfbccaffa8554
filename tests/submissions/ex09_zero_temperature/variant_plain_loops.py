"""The standard library only, lists in and lists out."""

#: kind: variant

# %% ex09-softmax
import math


def softmax(logits, T):
    logits = [float(logit) for logit in logits]
    if T <= 0 or any(math.isnan(logit) for logit in logits):
        raise ValueError("bad temperature or bad logit")
    best = max(logits)
    if best == float("-inf"):
        raise ValueError("every token is forbidden")
    weights = [math.exp((logit - best) / T) for logit in logits]
    total = math.fsum(weights)
    return [weight / total for weight in weights]


# %% ex09-ratio-limit
ratio_limit = 0.0


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    best, ties = None, 0
    for logit in logits:
        if best is None or logit > best:
            best, ties = logit, 1
        elif logit == best:
            ties += 1
    return [1 / ties if logit == best else 0 for logit in logits]
