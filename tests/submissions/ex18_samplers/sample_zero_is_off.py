"""`if top_k:` takes 0 for None."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-sample-tokens
#: says: ex18-test-sample-tokens: should refuse top_k=0

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(logits, temperature)
    if top_k:
        probs = top_k_probs(probs, top_k)
    if top_p:
        probs = top_p_probs(probs, top_p)
    return int(rng.choice(len(probs), p=probs))
