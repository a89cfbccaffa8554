"""Numbers typed in with four decimals; scipy and the bits route."""
#: kind: variant
#: base: solution

# %% ex08-surprisal-nats
surprisal_nats = 4.6052

# %% ex08-surprisal-bits
surprisal_bits = 6.6439

# %% ex08-token-perplexity
token_perplexity = 100.0

# %% ex08-perplexity
from scipy import stats

def perplexity(log_probs):
    values = np.array(log_probs, dtype=float)
    if not len(values) or not np.all(values <= 0):
        raise ValueError("not log-probabilities")
    return 2 ** (-np.mean(values) / np.log(2))

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    surprisal_in_bits = -math.log2(p)
    return 2 ** (surprisal_in_bits / n)
