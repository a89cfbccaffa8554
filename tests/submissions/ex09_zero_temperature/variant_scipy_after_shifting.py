"""SciPy's softmax, of differences; the ratio from a softmax of two."""

#: kind: variant

# %% ex09-softmax
from scipy.special import softmax as scipy_softmax


def softmax(logits, T):
    z = np.array(logits, dtype=np.float64)
    if not T > 0:
        raise ValueError("T must be positive")
    if not z.max() > -np.inf:  # NaN is not above anything either
        raise ValueError("no logit to choose")
    return scipy_softmax((z - z.max()) / T)


# %% ex09-ratio
z = sp.Symbol("z", real=True)
below = sp.exp(-Delta / T) / (1 + sp.exp(-Delta / T))
above = 1 / (1 + sp.exp(-Delta / T))
ratio = below / above

# %% ex09-ratio-limit
ratio_limit = sp.Limit(ratio, T, 0)


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    return softmax(logits, 1e-308)
