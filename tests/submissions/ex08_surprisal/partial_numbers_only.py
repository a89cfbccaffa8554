"""The three numbers, no function."""
#: kind: partial
#: base: release
#: fails: ex08-test-perplexity, ex08-test-perplexity-edges, ex08-test-perplexity-factor, ex08-test-perplexity-factor-edges

# %% ex08-surprisal-nats
surprisal_nats = 2 * math.log(10)

# %% ex08-surprisal-bits
surprisal_bits = surprisal_nats / math.log(2)

# %% ex08-token-perplexity
token_perplexity = 100
