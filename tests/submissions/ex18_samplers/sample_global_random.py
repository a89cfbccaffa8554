"""NumPy's global generator throws the die."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-sample-chances
#: says: ex18-test-sample-chances: equal generators

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(logits, temperature)
    if top_k is not None:
        probs = top_k_probs(probs, top_k)
    if top_p is not None:
        probs = top_p_probs(probs, top_p)
    return int(np.random.choice(len(probs), p=probs))
