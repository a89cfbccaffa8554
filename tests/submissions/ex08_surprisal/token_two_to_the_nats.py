"""2 to the power of nats."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-token-perplexity
#: says: ex08-test-token-perplexity: 2 to the power of a surprisal in nats

# %% ex08-token-perplexity
token_perplexity = 2**surprisal_nats
