"""A small number inside the log."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-factor-edges
#: says: ex08-test-perplexity-factor-edges: look harmless

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return math.exp(-math.log(p + 1e-9) / n)
