"""Zeros are written into the caller's array."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-top-k-edges
#: says: ex18-test-top-k-edges: in place

# %% ex18-top-k-probs
def top_k_probs(probs, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    probs = np.asarray(probs)
    probs[np.argsort(-probs)[k:]] = 0
    return probs / probs.sum()
