"""What follows from a guess earns nothing."""
#: kind: partial
#: base: solution
#: fails: ex08-test-surprisal-nats, ex08-test-surprisal-bits, ex08-test-token-perplexity

# %% ex08-surprisal-nats
surprisal_nats = 3.0

# %% ex08-surprisal-bits
surprisal_bits = surprisal_nats / math.log(2)

# %% ex08-token-perplexity
token_perplexity = math.exp(surprisal_nats)
