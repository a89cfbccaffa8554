"""The token that takes the sum over p is dropped."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-top-p-kept
#: says: ex18-test-top-p-kept: takes the sum over p was dropped

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    if not 0 < p <= 1:
        raise ValueError("p must lie in (0, 1]")
    kept = np.array(probs, dtype=float)
    order = np.argsort(-kept)
    kept[order[np.cumsum(kept[order]) > p]] = 0
    return kept / kept.sum()
