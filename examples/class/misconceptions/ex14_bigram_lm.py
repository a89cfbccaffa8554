"""P(previous | word): of all that came before the word."""

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
        return self.pairs[previous, word] / max(self.tokens[1:].count(word), 1)

    def generate(self, length, rng, start=None):
        if length < 1:
            raise ValueError("length")
        if start is not None and start not in self.tokens:
            raise ValueError("start")
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
            weights = [self.pairs[previous, word] / self.contexts[previous] for word in words]
            text.append(words[rng.choice(len(words), p=weights)])
        return text
