"""2 to the power of nats."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-perplexity-factor
#: says: ex08-test-perplexity-factor: the units are mixed up

# %% ex08-perplexity-factor
def perplexity_factor(p, n):
    return 2 ** (-math.log(p) / n)
