"""The filters look at T = 1, the temperature comes last."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-sample-tokens
#: says: ex18-test-sample-tokens: before or after the temperature

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(logits, 1.0)
    if top_k is not None:
        probs = top_k_probs(probs, top_k)
    if top_p is not None:
        probs = top_p_probs(probs, top_p)
    probs = temperature_probs(np.where(probs > 0, logits, -np.inf), temperature)
    return int(rng.choice(len(probs), p=probs))
