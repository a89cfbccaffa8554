"""assert in place of a ValueError."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-edges
#: says: ex08-test-perplexity-edges: AssertionError

# %% ex08-perplexity
def perplexity(log_probs):
    assert len(log_probs) > 0 and all(value <= 0 for value in log_probs)
    return math.exp(-sum(log_probs) / len(log_probs))
