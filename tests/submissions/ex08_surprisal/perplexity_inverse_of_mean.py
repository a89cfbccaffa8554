"""1 over the mean probability."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity, ex08-test-perplexity-edges
#: says: ex08-test-perplexity: 1 over the mean probability
#: says: ex08-test-perplexity-edges: ruled out

# %% ex08-perplexity
def perplexity(log_probs):
    values = np.asarray(log_probs, dtype=float)
    if values.size == 0 or not (values <= 0).all():
        raise ValueError("bad log-probabilities")
    return 1 / np.mean(np.exp(values))
