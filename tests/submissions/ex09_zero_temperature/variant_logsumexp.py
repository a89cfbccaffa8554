"""In log space, with SciPy's logsumexp."""

#: kind: variant

# %% ex09-softmax
from scipy.special import logsumexp


def softmax(logits, T):
    if T <= 0:
        raise ValueError
    z = np.array(logits, float)
    if np.any(z != z) or np.all(np.isneginf(z)):
        raise ValueError
    scaled = (z - np.max(z)) / T
    return np.exp(scaled - logsumexp(scaled))


# %% ex09-ratio
ratio = 1 / sp.exp(Delta / T)

# %% ex09-ratio-limit
ratio_limit = 0


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    z = np.array(logits, float)
    log_share = np.where(z == np.max(z), 0.0, -np.inf)
    return np.exp(log_share - logsumexp(log_share))
