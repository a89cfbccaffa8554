"""The die forgets the temperature when there are filters."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-sample-chances
#: says: ex18-test-sample-chances: as they would at T = 1

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    probs = temperature_probs(logits, temperature)
    if top_k is not None:
        probs = top_k_probs(probs, top_k)
    if top_p is not None:
        probs = top_p_probs(probs, top_p)
    survivors = np.flatnonzero(probs)
    weights = np.exp(np.asarray(logits)[survivors])
    return survivors[rng.choice(len(survivors), p=weights / weights.sum())]
