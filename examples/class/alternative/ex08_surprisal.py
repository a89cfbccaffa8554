"""Logarithms by NumPy, perplexity by the geometric mean in log space."""

# %% ex08-surprisal-nats
surprisal_nats = np.log(100)

# %% ex08-surprisal-bits
surprisal_bits = np.log2(100)

# %% ex08-token-perplexity
token_perplexity = 2**surprisal_bits

# %% ex08-perplexity
def perplexity(log_probs):
    values = np.asarray(log_probs, dtype=float)
    if values.size == 0 or not (values <= 0).all():
        raise ValueError("log-probabilities are at most 0, and there must be one")
    return np.exp(-values.mean())

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return (1 / p) ** (1 / n)
