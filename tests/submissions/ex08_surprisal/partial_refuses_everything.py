"""Refusing everything earns nothing."""
#: kind: partial
#: base: solution
#: fails: ex08-test-perplexity, ex08-test-perplexity-edges

# %% ex08-perplexity
def perplexity(log_probs):
    raise ValueError("bad log-probabilities")
