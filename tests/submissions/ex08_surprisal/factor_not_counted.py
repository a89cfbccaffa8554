"""n counts only the other tokens."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-factor
#: says: ex08-test-perplexity-factor: a token too many

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return p ** (-1 / (n + 1))
