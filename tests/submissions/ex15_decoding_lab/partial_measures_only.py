"""The two measures, and nothing that needs the model."""

#: kind: partial
#: base: release
#: fails: ex15-test-strategies, ex15-test-generate-completions, ex15-test-generate-strategies, ex15-test-plot


# %% ex15-distinct-n
def distinct_n(texts, n):
    grams = [tuple(text[i : i + n]) for text in texts for i in range(len(text) - n + 1)]
    return len(set(grams)) / len(grams) if grams else 0.0


# %% ex15-token-entropies
def token_entropies(probs):
    return np.array([-sum(p * np.log(p) for p in row if p > 0) for row in probs])
