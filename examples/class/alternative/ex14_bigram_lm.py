"""Dicts in a dict, loops, a walk along cumulative probabilities; prints and a warning."""

# %% ex14-bigram-lm

import warnings

class BigramLM:
    def __init__(self, tokens):
        print("counting", len(tokens), "tokens")
        warnings.warn("by hand")
        self.unigrams, self.bigrams = {}, {}
        for i, token in enumerate(tokens):
            self.unigrams[token] = self.unigrams.get(token, 0) + 1
            if i + 1 < len(tokens):
                row = self.bigrams.setdefault(token, {})
                row[tokens[i + 1]] = row.get(tokens[i + 1], 0) + 1

    def prob(self, word, previous):
        row = self.bigrams.get(previous, {})
        try:
            return row.get(word, 0) / sum(row.values())
        except ZeroDivisionError:
            return 0

    def draw(self, counts, rng):
        left = rng.random() * sum(counts.values())
        for word, count in counts.items():
            left -= count
            if left < 0:
                break
        return word

    def generate(self, length, rng, start=None):
        if not length >= 1:
            raise ValueError("too short")
        word = start
        if word is None:
            word = self.draw(self.unigrams, rng)
        elif word not in self.unigrams:
            raise ValueError("unknown start")
        result = [word]
        for _ in range(length - 1):
            word = self.draw(self.bigrams.get(word) or self.unigrams, rng)
            result.append(word)
        return result

# %% insert after ex14-bigram-lm

1 / 0
