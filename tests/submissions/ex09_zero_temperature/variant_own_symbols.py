"""Symbols of one's own, without assumptions where they don't matter; the limit with u = 1/T."""

#: kind: variant

# %% ex09-ratio
Delta, T = sp.Symbol("Delta", positive=True), sp.Symbol("T", real=True)
ratio = sp.exp(-Delta / T)

# %% ex09-ratio-limit
u = sp.Symbol("u", positive=True)
ratio_limit = sp.Limit(ratio.subs(T, 1 / u), u, sp.oo).doit()

# %% ex09-zero-temperature-limit
from collections import Counter


def zero_temperature_limit(logits):
    counts = Counter(float(logit) for logit in logits)
    top = max(counts)
    return [1 / counts[top] if float(logit) == top else 0.0 for logit in logits]
