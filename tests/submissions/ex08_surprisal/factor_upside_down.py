"""p to the power of 1/n."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-factor
#: says: ex08-test-perplexity-factor: upside down

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return p ** (1 / n)
