"""The log of the denominator adds up term by term."""

#: kind: variant


# %% ex09-softmax
def softmax(logits, T):
    z = np.asarray(logits, dtype=float)
    if T <= 0 or np.isnan(z).any() or np.all(z == -np.inf):
        raise ValueError("softmax: bad arguments")
    z = (z - z.max()) / T
    return np.exp(z - np.logaddexp.reduce(z))


# %% ex09-ratio-limit
ratio_limit = np.float64(0)


# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    result = np.zeros(len(logits))
    winners = np.flatnonzero(np.array(logits) == np.amax(logits))
    result[winners] = 1 / winners.size
    return result
