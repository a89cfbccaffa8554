"""A new generator with a seed of its own, in each call."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-sample-chances
#: says: ex18-test-sample-chances: each draw moves the generator on

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(logits, temperature)
    if top_k is not None:
        probs = top_k_probs(probs, top_k)
    if top_p is not None:
        probs = top_p_probs(probs, top_p)
    return int(np.random.default_rng(42).choice(len(probs), p=probs))
