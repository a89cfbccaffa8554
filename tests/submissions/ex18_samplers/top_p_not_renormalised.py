"""The survivors of top-p keep their old probabilities; only the die divides."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-top-p-sum
#: says: ex18-test-top-p-sum: old probabilities

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    if not 0 < p <= 1:
        raise ValueError("p must lie in (0, 1]")
    kept = np.array(probs, dtype=float)
    order = np.argsort(-kept)
    size = np.searchsorted(np.cumsum(kept[order]), p) + 1
    kept[order[size:]] = 0
    return kept

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(logits, temperature)
    if top_k is not None:
        probs = top_k_probs(probs, top_k)
    if top_p is not None:
        probs = top_p_probs(probs, top_p)
    return rng.choice(len(probs), p=probs / probs.sum())
