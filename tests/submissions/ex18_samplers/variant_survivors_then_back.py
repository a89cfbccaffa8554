"""Draws among the survivors, and translates the place back to the token."""
#: kind: variant
#: base: solution

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = np.asarray(temperature_probs(logits, temperature))
    if top_k is not None:
        probs = top_k_probs(probs, top_k)
    if top_p is not None:
        probs = top_p_probs(probs, top_p)
    survivors = np.flatnonzero(probs)
    place = rng.multinomial(1, probs[survivors] / probs[survivors].sum()).argmax()
    return survivors[place]
