"""T multiplies the logits."""
#: kind: misconception
#: base: solution
#: fails: ex18-test-temperature
#: says: ex18-test-temperature: T multiplies the logits

# %% ex18-temperature-probs
def temperature_probs(logits, T):
    if T <= 0:
        raise ValueError("T must be positive")
    z = np.asarray(logits, dtype=float) * T
    weights = np.exp(z - z.max())
    return weights / weights.sum()
