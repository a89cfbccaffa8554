"""The vocabulary of the results comes from the held-out text."""

#: kind: misconception
#: fails: ex13-test-results
#: says: ex13-test-results: Its vocabulary comes from the held-out text
#: says: ex13-test-results: The vocabulary doesn't come from the held-out text

# %% ex13-results

test_vocabulary = set(heldout_tokens) | {"<unk>"}
model = UnigramLM(train_tokens, test_vocabulary)
results = {"unigram": model.perplexity(heldout_tokens), "uniform": uniform_perplexity(test_vocabulary)}
