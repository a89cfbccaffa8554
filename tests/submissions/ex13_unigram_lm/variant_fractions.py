"""Exact fractions; the mean surprisal is put together from the counts of the text."""

#: kind: variant

# %% ex13-unigram-lm

from fractions import Fraction

class UnigramLM(object):
    def __init__(self, tokens, vocabulary, alpha=1.0):
        if not tokens or alpha < 0:
            raise ValueError("unusable")
        alpha = Fraction(alpha)
        total = len(tokens) + alpha * len(vocabulary)
        counted = Counter(t if t in vocabulary else "<unk>" for t in tokens)
        self._p = {w: (counted[w] + alpha) / total for w in vocabulary}
        assert sum(self._p.values()) == 1

    def prob(self, token):
        return self._p[token] if token in self._p else self._p["<unk>"]

    def perplexity(self, tokens):
        if not tokens:
            raise ValueError("unusable")
        surprise = 0
        for word, times in Counter(tokens).items():
            p = self.prob(word)
            surprise += times * (-math.log(p) if p else math.inf)
        return math.e ** (surprise / len(tokens))

# %% ex13-uniform-perplexity

def uniform_perplexity(vocabulary):
    return Fraction(len(vocabulary))
