"""The die is Gumbel noise on masked logits; no probabilities, none of the three functions used."""
#: kind: variant
#: base: solution

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    if temperature <= 0 or (top_k is not None and top_k < 1) or (top_p is not None and not 0 < top_p <= 1):
        raise ValueError("out of range")
    z = np.array(logits, dtype=float) / temperature
    if top_k is not None and top_k < z.size:
        z[np.argpartition(z, -top_k)[: z.size - top_k]] = -np.inf
    if top_p is not None:
        order = np.argsort(z)
        weights = np.exp(z[order] - z.max())
        upwards = np.cumsum(weights) / weights.sum()
        z[order[:-1][upwards[:-1] <= 1 - top_p]] = -np.inf
    return np.argmax(z + rng.gumbel(size=z.size))
