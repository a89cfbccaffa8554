"""SciPy's logsumexp for a mean, and perplexity_factor from perplexity."""
#: kind: variant
#: base: solution

# %% ex08-surprisal-nats
from scipy.stats import entropy

surprisal_nats = entropy([1, 0], [0.01, 0.99])

# %% ex08-surprisal-bits
surprisal_bits = entropy([1, 0], [0.01, 0.99], base=2)

# %% ex08-token-perplexity
token_perplexity = 2**surprisal_bits

# %% ex08-perplexity
def perplexity(log_probs):
    values = np.atleast_1d(np.array(log_probs, dtype=float))
    if values.size == 0:
        raise ValueError("an empty text")
    if not np.all(values <= 0):
        raise ValueError("not the log of a probability")
    per_token = np.full(len(values), 1 / len(values))
    return float(np.exp(np.dot(per_token, -values)))

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    others = [0.0] * (n - 1)
    return perplexity([math.log(p)] + others) / perplexity([0.0] * n)
