"""The die returns the place among the survivors."""
#: base: solution

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(logits, temperature)
    if top_k is not None:
        probs = top_k_probs(probs, top_k)
    if top_p is not None:
        probs = top_p_probs(probs, top_p)
    probs = np.sort(probs[probs > 0])[::-1]
    return int(rng.choice(len(probs), p=probs))
