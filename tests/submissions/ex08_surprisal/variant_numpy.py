"""NumPy scalars and 0-d arrays; isnan and any."""
#: kind: variant
#: base: solution

# %% ex08-surprisal-nats
surprisal_nats = np.log(np.float64(100))

# %% ex08-surprisal-bits
surprisal_bits = np.array(surprisal_nats / np.log(2))

# %% ex08-token-perplexity
token_perplexity = np.exp(surprisal_nats)

# %% ex08-perplexity
def perplexity(log_probs):
    values = np.asarray(log_probs, dtype=float)
    if values.size == 0 or np.isnan(values).any() or (values > 0).any():
        raise ValueError("bad log-probabilities")
    return np.exp(-values.mean())

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return np.power(float(p), -1.0 / n)
