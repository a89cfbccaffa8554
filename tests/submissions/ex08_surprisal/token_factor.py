"""The factor in a text of 100 tokens."""
#: kind: misconception
#: base: solution
#: fails: ex08-test-token-perplexity
#: says: ex08-test-token-perplexity: factor in a text of 100 tokens

# %% ex08-token-perplexity
token_perplexity = 0.01 ** (-1 / 100)
