"""1 plus the share of the surprisal."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-factor, ex08-test-perplexity-factor-edges
#: says: ex08-test-perplexity-factor: 1 plus the share

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return 1 - math.log(p) / n
