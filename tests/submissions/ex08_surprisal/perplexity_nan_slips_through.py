"""NaN is not found by comparing."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-edges
#: says: ex08-test-perplexity-edges: NaN

# %% ex08-perplexity
def perplexity(log_probs):
    if len(log_probs) == 0 or any(value > 0 for value in log_probs):
        raise ValueError("bad log-probabilities")
    return math.exp(-sum(log_probs) / len(log_probs))
