"""p ln p, and the other two numbers follow from it."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-surprisal-nats
#: says: ex08-test-surprisal-nats: weighted by its probability

# %% ex08-surprisal-nats
surprisal_nats = -0.01 * math.log(0.01)

# %% ex08-surprisal-bits
surprisal_bits = surprisal_nats / math.log(2)

# %% ex08-token-perplexity
token_perplexity = math.exp(surprisal_nats)
