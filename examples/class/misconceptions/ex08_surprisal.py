"""Averages the inverse probabilities instead of the logarithms."""

# %% ex08-perplexity
def perplexity(log_probs):
    values = np.asarray(log_probs, float)
    if values.size == 0 or not np.all(values <= 0):
        raise ValueError("not logs of probabilities")
    with np.errstate(over="ignore"):
        return float(np.mean(np.exp(-values)))
