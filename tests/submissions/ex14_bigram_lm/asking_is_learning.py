"""A defaultdict that grows when prob asks about a word; then the word passes for a start."""

#: kind: misconception
#: fails: ex14-test-generate-refusals
#: says: ex14-test-generate-refusals: Does asking put it among your counts?

# %% ex14-bigram-lm

class BigramLM:
    def __init__(self, tokens):
        self.tokens = list(tokens)
        self.pairs = Counter(zip(tokens, tokens[1:]))
        self.contexts = Counter(tokens[:-1])
        from collections import defaultdict
        self.after = defaultdict(list)
        for previous, word in self.pairs:
            self.after[previous].append(word)
        self.after[tokens[-1]]

    def prob(self, word, previous):
        if not self.after[previous]:
            return 0.0
        return self.pairs[previous, word] / self.contexts[previous]

    def generate(self, length, rng, start=None):
        if length < 1:
            raise ValueError("length")
        if start is not None and start not in self.after:
            raise ValueError("start")
        text = []
        if start is None:
            start = str(rng.choice(self.tokens))
        text.append(start)
        while len(text) < length:
            previous = text[-1]
            if not self.after[previous]:
                text.append(str(rng.choice(self.tokens)))
                continue
            words = self.after[previous]
            weights = [self.pairs[previous, word] / self.contexts[previous] for word in words]
            text.append(words[rng.choice(len(words), p=weights)])
        return text
