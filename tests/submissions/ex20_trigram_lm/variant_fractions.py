"""Exact fractions; counts by list slices; the root in bits."""
#: kind: variant
#: base: solution

# %% ex20-trigram-lm
from fractions import Fraction


class TrigramLM:
    def __init__(self, tokens, k, vocabulary):
        if len(tokens) <= 2:
            raise ValueError("at least three tokens, please")
        if not k >= 0:
            raise ValueError("k must be at least 0")
        self.k = Fraction(float(k))
        self.words = set(vocabulary)
        marked = [token if token in self.words else "<unk>" for token in tokens]
        self.count = Counter()
        for start in range(len(marked) - 2):
            self.count[tuple(marked[start : start + 3])] += 1
            self.count[tuple(marked[start : start + 2])] += 1

    def prob(self, word, context):
        u, v, w = (token if token in self.words else "<unk>" for token in (*context, word))
        below = self.count[u, v] + self.k * len(self.words)
        return (self.count[u, v, w] + self.k) / below if below > 0 else Fraction(0)

    def perplexity(self, tokens):
        predictions = [self.prob(tokens[i], (tokens[i - 2], tokens[i - 1])) for i in range(2, len(tokens))]
        if not predictions:
            raise ValueError("no predictions")
        if min(predictions) == 0:
            return math.inf
        bits = math.fsum(-math.log2(p) for p in predictions)
        return 2 ** (bits / len(predictions))
