"""The survivors of top-k keep their old probabilities; only the die divides."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-top-k-sum
#: says: ex18-test-top-k-sum: old probabilities

# %% ex18-top-k-probs
def top_k_probs(probs, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    probs = np.asarray(probs)
    kept = np.zeros(len(probs))
    best = np.argsort(-probs)[:k]
    kept[best] = probs[best]
    return kept

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(logits, temperature)
    if top_k is not None:
        probs = top_k_probs(probs, top_k)
        probs = probs / probs.sum()  # otherwise NumPy complains
    if top_p is not None:
        probs = top_p_probs(probs, top_p)
    return rng.choice(len(probs), p=probs)
