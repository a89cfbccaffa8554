"""Only the die, which needs none of the three functions."""
#: kind: partial
#: base: release
#: fails: ex18-test-temperature, ex18-test-temperature-edges, ex18-test-top-k-kept, ex18-test-top-k-sum, ex18-test-top-k-edges, ex18-test-top-p-kept, ex18-test-top-p-sum, ex18-test-top-p-edges

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    if temperature <= 0 or (top_k is not None and top_k < 1) or (top_p is not None and not 0 < top_p <= 1):
        raise ValueError("out of range")
    z = np.array(logits, dtype=float)
    order = np.argsort(-z)[:top_k]
    weights = np.exp((z[order] - z[order[0]]) / temperature)
    probs = weights / weights.sum()
    if top_p is not None:
        probs = probs[: 1 + int((probs.cumsum() < top_p).sum())]
    return order[rng.choice(len(probs), p=probs / probs.sum())]
