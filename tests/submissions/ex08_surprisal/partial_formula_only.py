"""The formulas without any refusal."""
#: kind: partial
#: base: release
#: fails: ex08-test-surprisal-nats, ex08-test-surprisal-bits, ex08-test-token-perplexity, ex08-test-perplexity-edges
#: says: ex08-test-perplexity-edges: an empty list

# %% ex08-perplexity
def perplexity(log_probs):
    return np.exp(-np.mean(log_probs))

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return p ** (-1 / n)
