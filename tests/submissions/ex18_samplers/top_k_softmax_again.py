"""Masks probabilities with minus infinity and takes their softmax."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-top-k-sum
#: says: ex18-test-top-k-sum: flattens

# %% ex18-top-k-probs
def top_k_probs(probs, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    probs = np.asarray(probs, dtype=float)
    masked = np.where((probs >= np.sort(probs)[-min(k, len(probs))]) & (probs > 0), probs, -np.inf)
    return temperature_probs(masked, 1.0)
