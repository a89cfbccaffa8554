"""NLTK's bigram model for the probabilities, prob itself for the draws."""

#: kind: variant
#: needs: nltk

# %% ex14-bigram-lm

from nltk.lm import MLE, Vocabulary

class BigramLM:
    def __init__(self, tokens):
        self.tokens = tokens
        self.lm = MLE(2, vocabulary=Vocabulary(tokens))
        self.lm.fit([[(t,) for t in tokens] + list(zip(tokens, tokens[1:]))])
        self.follows = {}
        for a, b in zip(tokens, tokens[1:]):
            self.follows.setdefault(a, {})[b] = None
        self.rows = {}

    def prob(self, word, previous):
        if previous not in self.follows or word not in self.follows[previous]:
            return 0.0
        return self.lm.score(word, [previous])

    def generate(self, length, rng, start=None):
        if length < 1 or (start is not None and start not in self.tokens):
            raise ValueError("bad arguments")
        text = [start or self.tokens[rng.integers(len(self.tokens))]]
        while len(text) < length:
            previous = text[-1]
            if previous not in self.follows:
                text.append(self.tokens[rng.integers(len(self.tokens))])
                continue
            if previous not in self.rows:
                words = list(self.follows[previous])
                self.rows[previous] = words, np.cumsum([self.prob(w, previous) for w in words])
            words, cumulative = self.rows[previous]
            text.append(words[min(np.searchsorted(cumulative, rng.random(), side="right"), len(words) - 1)])
        return text
