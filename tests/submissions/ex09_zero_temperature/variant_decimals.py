"""Decimal throughout: no overflow to be afraid of."""

#: kind: variant

# %% ex09-softmax
from decimal import Decimal, getcontext


def softmax(logits, T):
    if T <= 0:
        raise ValueError("T <= 0")
    z = [Decimal(float(logit)) for logit in logits]
    if any(logit.is_nan() for logit in z) or max(z) == Decimal("-Infinity"):
        raise ValueError("logits")
    weights = [((logit - max(z)) / Decimal(T)).exp() for logit in z]
    return [float(weight / sum(weights)) for weight in weights]


# %% ex09-ratio
ratio = sp.exp(-Delta * T**-1)

# %% ex09-ratio-limit
ratio_limit = Decimal(0)


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    best = max(logits)
    ties = sum(1 for logit in logits if logit == best)
    return tuple(Decimal(int(logit == best)) / ties for logit in logits)
