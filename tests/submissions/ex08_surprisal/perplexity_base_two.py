"""2 to the power of a mean in nats."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity
#: says: ex08-test-perplexity: the units are mixed up

# %% ex08-perplexity
def perplexity(log_probs):
    values = np.asarray(log_probs, dtype=float)
    if values.size == 0 or not (values <= 0).all():
        raise ValueError("bad log-probabilities")
    return 2 ** -values.mean()
