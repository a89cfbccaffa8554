"""e to the power of bits."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-token-perplexity
#: says: ex08-test-token-perplexity: e to the power of a surprisal in bits

# %% ex08-token-perplexity
token_perplexity = math.exp(surprisal_bits)
