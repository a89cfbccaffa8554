"""The perplexity of the training text, which the model has read."""

#: kind: misconception
#: fails: ex13-test-results
#: says: ex13-test-results: the training text

# %% ex13-results

results = {
    "unigram": UnigramLM(train_tokens, vocabulary).perplexity(train_tokens),
    "uniform": uniform_perplexity(vocabulary),
}
