"""Exact fractions; a recursive walk; places of a word in the training text."""

#: kind: variant

# %% ex14-bigram-lm

from fractions import Fraction

class BigramLM:
    def __init__(self, tokens):
        self.tokens = tuple(tokens)
        self.places = {}
        for place, token in enumerate(self.tokens):
            self.places.setdefault(token, []).append(place)

    def prob(self, word, previous):
        nexts = [p + 1 for p in self.places.get(previous, []) if p + 1 < len(self.tokens)]
        return Fraction(sum(self.tokens[p] == word for p in nexts), len(nexts)) if nexts else Fraction(0)

    def generate(self, length, rng, start=None):
        if length < 1:
            raise ValueError(length)
        if start is not None and start not in self.places:
            raise ValueError(start)
        last = len(self.tokens) - 1
        if start is None:
            return self.generate(length, rng, self.tokens[rng.integers(0, last, endpoint=True)])
        found = self.places[start]
        chances = len(found) - (found[-1] == last)
        place = found[rng.integers(chances)] + 1 if chances else rng.integers(last + 1)
        if length == 1:
            return [start]
        if length > 500:  # Python recurses to a depth of a thousand
            half = self.generate(500, rng, start)
            return half[:-1] + self.generate(length - 499, rng, half[-1])
        return [start] + self.generate(length - 1, rng, self.tokens[place])
