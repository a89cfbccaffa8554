"""A cumulative sum and one uniform number; dictionaries of survivors in between."""
#: kind: variant
#: base: solution

# %% ex18-top-k-probs
def filled(survivors, size):
    total = sum(survivors.values())
    return np.array([survivors.get(i, 0) / total for i in range(size)])


def top_k_probs(probs, k):
    if k < 1:
        raise ValueError("k < 1")
    chosen = sorted(enumerate(probs), key=lambda pair: pair[1])[-k:]
    return filled(dict(chosen), len(probs))

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    if not (p > 0 and p <= 1):
        raise ValueError("p outside (0, 1]")
    survivors, left = {}, p
    candidates = dict(enumerate(probs))
    while left > 0 and candidates:
        best = max(candidates, key=candidates.get)
        survivors[best] = candidates.pop(best)
        left -= survivors[best]
    return filled(survivors, len(probs))

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(logits, temperature)
    probs = probs if top_k is None else top_k_probs(probs, top_k)
    probs = probs if top_p is None else top_p_probs(probs, top_p)
    edges = np.cumsum(probs)
    return np.searchsorted(edges, rng.uniform(0, edges[-1]), side="right")
