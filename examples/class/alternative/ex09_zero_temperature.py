"""softmax by log-sum-exp; the limit as an unevaluated Limit."""

# %% ex09-softmax
from scipy.special import logsumexp

def softmax(logits, T):
    z = np.array(logits, dtype=float)
    if not T > 0:
        raise ValueError("T must be positive")
    if np.isnan(z).any() or not np.isfinite(z).any():
        raise ValueError("a number at least, and no NaN")
    with np.errstate(over="ignore"):
        z = (z - z.max()) / T
    return np.exp(z - logsumexp(z))

# %% ex09-ratio
ratio = sp.exp(-Delta) ** (1 / T)

# %% ex09-ratio-limit
ratio_limit = sp.Limit(ratio, T, 0, "+")

# %% ex09-zero-temperature-limit
def zero_temperature_limit(logits):
    top = max(logits)
    wins = [float(z == top) for z in logits]
    return [w / sum(wins) for w in wins]
