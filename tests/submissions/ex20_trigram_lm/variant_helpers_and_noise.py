"""A base class in a cell of its own, a cached prob, prints, notes on stderr; a named tuple from tune_k."""
#: kind: variant
#: base: solution

# %% insert after ex20-setup
import sys
from functools import lru_cache
from typing import NamedTuple


class Smoothed:
    def row(self, context):
        raise NotImplementedError

    @lru_cache(maxsize=None)
    def prob(self, word, context):
        counts = self.row(tuple(self.mark(part) for part in context))
        share = sum(counts.values()) + self.k * len(self.vocabulary)
        return 0.0 if share == 0 else (counts.get(self.mark(word), 0) + self.k) / share


class Tuned(NamedTuple):
    k: float
    perplexities: list

# %% ex20-trigram-lm
class TrigramLM(Smoothed):
    def __init__(self, tokens, k, vocabulary):
        print("counting", len(tokens), "tokens", file=sys.stderr)
        if len(tokens) < 3:
            raise ValueError("three tokens, please")
        if k < 0:
            raise ValueError("no negative k, please")
        self.k, self.vocabulary = k, vocabulary
        self.rows = defaultdict(lambda: defaultdict(int))
        previous = (None, None)
        for token in map(self.mark, tokens):
            if None not in previous:
                self.rows[previous][token] += 1
            previous = (previous[1], token)

    def mark(self, token):
        return token if token in self.vocabulary else "<unk>"

    def row(self, context):
        return self.rows[context]

    def perplexity(self, tokens):
        if len(tokens) < 3:
            raise ValueError("three tokens, please")
        logs = [np.log(p) if (p := self.prob(w, (u, v))) > 0 else -np.inf for u, v, w in zip(tokens, tokens[1:], tokens[2:])]
        print("mean", np.mean(logs))
        return np.exp(-np.mean(logs))

# %% ex20-tune-k
def tune_k(train, valid, vocabulary, grid):
    tried = [TrigramLM(train, k, vocabulary).perplexity(valid) for k in grid]
    best = sorted(zip(tried, grid))[0][1]
    if best <= min(grid) or best >= max(grid):
        warnings.warn("at the end")
    return Tuned(best, tried)
