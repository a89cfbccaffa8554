"""Right wherever the settings are; nothing is refused."""
#: kind: partial
#: base: solution
#: fails: ex18-test-temperature-edges, ex18-test-top-k-edges, ex18-test-top-p-edges
#: says: ex18-test-temperature-edges: should refuse T = 0
#: says: ex18-test-top-k-edges: should refuse k = 0
#: says: ex18-test-top-p-edges: should refuse p = 0

# %% ex18-temperature-probs
def temperature_probs(logits, T):
    z = np.asarray(logits, dtype=float)
    weights = np.exp((z - z.max()) / T)
    return weights / weights.sum()

# %% ex18-top-k-probs
def top_k_probs(probs, k):
    kept = np.array(probs, dtype=float)
    kept[np.argsort(-kept)[max(k, 1):]] = 0
    return kept / kept.sum()

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    kept = np.array(probs, dtype=float)
    order = np.argsort(-kept)
    kept[order[1:][np.cumsum(kept[order])[:-1] >= p]] = 0
    return kept / kept.sum()
