"""p = 1 counts as out of range."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-top-p-edges
#: says: ex18-test-top-p-edges: p = 1 is allowed

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    if not 0 < p < 1:
        raise ValueError("p must lie between 0 and 1")
    kept = np.array(probs, dtype=float)
    order = np.argsort(-kept)
    kept[order[np.cumsum(kept[order]) - kept[order] >= p]] = 0
    return kept / kept.sum()
