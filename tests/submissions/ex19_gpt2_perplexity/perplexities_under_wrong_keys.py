"""Two values have changed places."""

#: kind: misconception
#: fails: ex19-test-perplexities
#: says: ex19-test-perplexities: Is each value under the right key

# %% ex19-perplexities
values = [
    sliding_perplexity(tokenizer(text, return_tensors="pt").input_ids[0], model, 128, 64)
    for text in texts.values()
]
perplexities = dict(zip(["random_words", "wikipedia", "random_characters"], values))
