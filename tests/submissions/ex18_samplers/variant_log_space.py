"""Logs of probabilities and masks of minus infinity; all that tie stay; more than p."""
#: kind: variant
#: base: solution

# %% ex18-temperature-probs
from scipy.special import log_softmax, logsumexp


def temperature_probs(logits, T):
    if T <= 0:
        raise ValueError("T")
    return np.exp(log_softmax(np.divide(logits, T)))

# %% ex18-top-k-probs
def renormalised(log_probs):
    return np.exp(log_probs - logsumexp(log_probs))


def top_k_probs(probs, k):
    if k < 1:
        raise ValueError("k")
    with np.errstate(divide="ignore"):
        log_probs = np.log(np.asarray(probs, dtype=np.float64))
    threshold = np.partition(log_probs, -min(k, log_probs.size))[-min(k, log_probs.size)]
    return renormalised(np.where(log_probs >= threshold, log_probs, -np.inf))

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    if p <= 0 or p > 1:
        raise ValueError("p")
    probs = np.asarray(probs, dtype=np.float64)
    with np.errstate(divide="ignore"):
        log_probs = np.log(probs)
    ordered = np.sort(probs)[::-1]
    size = min(np.searchsorted(np.cumsum(ordered), p, side="right"), probs.size - 1)
    return renormalised(np.where(probs >= ordered[size], log_probs, -np.inf))

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    if temperature <= 0 or top_k is not None and top_k < 1:
        raise ValueError("out of range")
    scores = np.array(logits) / temperature
    if top_k is not None:
        scores[scores < np.sort(scores)[-min(top_k, scores.size)]] = -np.inf
    if top_p is not None:
        with np.errstate(divide="ignore"):
            scores = np.log(top_p_probs(temperature_probs(scores, 1), top_p))
    race = rng.exponential(size=scores.size)  # the first of exponential waiting times wins
    return int(np.argmin(race * np.exp(scores.max() - scores)))
