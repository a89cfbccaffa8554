"""np.partition at -k, with a k that may be larger than the array."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-top-k-edges
#: says: ex18-test-top-k-edges: k = 7

# %% ex18-top-k-probs
def top_k_probs(probs, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    probs = np.array(probs, dtype=float)
    probs[probs < np.partition(probs, -k)[-k]] = 0
    return probs / probs.sum()
