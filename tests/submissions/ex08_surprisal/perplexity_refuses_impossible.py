"""Minus infinity is refused."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-edges
#: says: ex08-test-perplexity-edges: raised ValueError

# %% ex08-perplexity
def perplexity(log_probs):
    if len(log_probs) == 0 or not np.all(np.isfinite(log_probs)) or max(log_probs) > 0:
        raise ValueError("not finite")
    return math.exp(-np.mean(log_probs))
