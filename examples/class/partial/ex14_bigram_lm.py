"""Only prob is written."""

#: base: release

# %% ex14-bigram-lm

class BigramLM:
    def __init__(self, tokens):
        self.tokens = list(tokens)
        self.pairs = Counter(zip(tokens, tokens[1:]))
        self.contexts = Counter(tokens[:-1])
        self.after = {}
        for previous, word in self.pairs:
            self.after.setdefault(previous, []).append(word)

    def prob(self, word, previous):
        if self.contexts[previous] == 0:
            return 0.0
        return self.pairs[previous, word] / self.contexts[previous]
