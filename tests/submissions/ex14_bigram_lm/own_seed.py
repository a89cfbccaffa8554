"""A generator of its own, with the same seed in each call."""

#: kind: misconception
#: fails: ex14-test-chances
#: says: ex14-test-chances: Do you make a generator inside

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

    def generate(self, length, rng, start=None):
        if length < 1:
            raise ValueError("length")
        if start is not None and start not in self.tokens:
            raise ValueError("start")
        rng = np.random.default_rng(0)
        text = []
        if start is None:
            start = str(rng.choice(self.tokens))
        text.append(start)
        while len(text) < length:
            previous = text[-1]
            if previous not in self.after:
                text.append(self.tokens[hash(str(text)) % len(self.tokens)])
                continue
            words = self.after[previous]
            weights = [self.pairs[previous, word] / self.contexts[previous] for word in words]
            text.append(words[rng.choice(len(words), p=weights)])
        return text
