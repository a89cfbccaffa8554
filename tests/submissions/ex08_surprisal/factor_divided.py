"""1/p divided by n."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-factor, ex08-test-perplexity-factor-edges
#: says: ex08-test-perplexity-factor: divided by n

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return 1 / p / n
