"""A log-probability of 0 is refused."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity
#: says: ex08-test-perplexity: raised ValueError

# %% ex08-perplexity
def perplexity(log_probs):
    if len(log_probs) == 0 or not np.all(np.asarray(log_probs) < 0):
        raise ValueError("not negative")
    return math.exp(-np.mean(log_probs))
