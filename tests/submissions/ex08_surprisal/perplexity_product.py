"""A product of probabilities, and its root."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-edges
#: says: ex08-test-perplexity-edges: A product of so many probabilities

# %% ex08-perplexity
def perplexity(log_probs):
    values = np.asarray(log_probs, dtype=float)
    if values.size == 0 or not (values <= 0).all():
        raise ValueError("bad log-probabilities")
    return np.prod(np.exp(values)) ** (-1 / len(values))
