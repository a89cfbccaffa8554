"""Decimals, whose exponents don't run out: the product of all probabilities and its root."""

#: kind: variant

# %% ex13-unigram-lm

from decimal import Decimal
from functools import reduce

class UnigramLM:
    def __init__(self, tokens, vocabulary, alpha=1.0):
        if len(tokens) < 1:
            raise ValueError("no tokens")
        if alpha < 0:
            raise ValueError("negative alpha")
        self.counts = Counter(t if t in vocabulary else "<unk>" for t in tokens)
        self.n = len(tokens)
        self.vocabulary = frozenset(vocabulary)
        self.alpha = Decimal(alpha)
        self.cache = {}

    def prob(self, token):
        token = token if token in self.vocabulary else "<unk>"
        if token not in self.cache:
            numerator = self.counts[token] + self.alpha
            self.cache[token] = numerator / (self.n + self.alpha * len(self.vocabulary))
        return self.cache[token]

    def perplexity(self, tokens):
        if len(tokens) < 1:
            raise ValueError("no tokens")
        product = reduce(lambda a, b: a * b, map(self.prob, tokens))
        return product ** (Decimal(-1) / len(tokens)) if product else Decimal("Infinity")

# %% ex13-uniform-perplexity

uniform_perplexity = len
