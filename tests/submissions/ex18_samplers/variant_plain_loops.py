"""Lists and loops, the standard library only; a running sum for the die."""
#: kind: variant
#: base: solution

# %% ex18-temperature-probs
import math


def temperature_probs(logits, T):
    if not T > 0:
        raise ValueError("T must be above 0")
    best = max(logits)
    weights = [math.exp((z - best) / T) for z in logits]
    total = sum(weights)
    return [w / total for w in weights]

# %% ex18-top-k-probs
def top_k_probs(probs, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    ranked = sorted(range(len(probs)), key=lambda i: probs[i], reverse=True)
    survivors = ranked[:k]
    total = sum(probs[i] for i in survivors)
    result = [0.0] * len(probs)
    for i in survivors:
        result[i] = probs[i] / total
    return result

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    if p <= 0 or p > 1:
        raise ValueError("p must be in (0, 1]")
    result, together = [0.0] * len(probs), 0.0
    for i in sorted(range(len(probs)), key=lambda i: -probs[i]):
        result[i] = float(probs[i])
        together += float(probs[i])
        if together >= p:
            break
    return [q / together for q in result]

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(list(logits), temperature)
    if top_k is not None:
        probs = top_k_probs(probs, top_k)
    if top_p is not None:
        probs = top_p_probs(probs, top_p)
    point, total = rng.random(), 0.0
    for token, chance in enumerate(probs):
        total += chance
        if point < total:
            return token
    return max(range(len(probs)), key=probs.__getitem__)
