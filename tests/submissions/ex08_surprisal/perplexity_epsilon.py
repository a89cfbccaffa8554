"""A small number stands in for probability 0."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-edges
#: says: ex08-test-perplexity-edges: put a small number in its place

# %% ex08-perplexity
def perplexity(log_probs):
    values = np.asarray(log_probs, dtype=float)
    if values.size == 0 or not (values <= 0).all():
        raise ValueError("bad log-probabilities")
    return np.exp(-np.log(np.exp(values) + 1e-10).mean())
