"""The module random throws the dice; rng is ignored."""

#: kind: misconception
#: fails: ex14-test-chances
#: says: ex14-test-chances: some of the chance comes from elsewhere

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
        import random
        text = []
        if start is None:
            start = str(rng.choice(self.tokens))
        text.append(start)
        while len(text) < length:
            previous = text[-1]
            if previous not in self.after:
                text.append(str(rng.choice(self.tokens)))
                continue
            words = self.after[previous]
            text.append(random.choices(words, [self.pairs[previous, word] for word in words])[0])
        return text
