"""Base 10 in the first number; the next two follow, and the text in quotes is no number."""
#: kind: partial
#: base: solution
#: fails: ex08-test-surprisal-nats, ex08-test-perplexity-factor, ex08-test-perplexity-factor-edges
#: says: ex08-test-surprisal-nats: base 10

# %% ex08-surprisal-nats
surprisal_nats = -math.log10(0.01)

# %% ex08-surprisal-bits
surprisal_bits = surprisal_nats / math.log(2)

# %% ex08-token-perplexity
token_perplexity = math.exp(surprisal_nats)

# %% ex08-perplexity-factor
perplexity_factor = '1.047'
