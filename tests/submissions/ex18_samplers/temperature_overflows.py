"""Exponentials of the logits as they come."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-temperature-edges
#: says: ex18-test-temperature-edges: contains NaN

# %% ex18-temperature-probs
def temperature_probs(logits, T):
    if T <= 0:
        raise ValueError("T must be positive")
    weights = np.exp(np.asarray(logits, dtype=float) / T)
    return weights / weights.sum()
