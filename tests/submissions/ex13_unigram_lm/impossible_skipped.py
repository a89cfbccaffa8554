"""Tokens of probability 0 are left out of the perplexity."""

#: kind: misconception
#: fails: ex13-test-impossible
#: says: ex13-test-impossible: the word was left out

# %% ex13-unigram-lm

class UnigramLM:
    def __init__(self, tokens, vocabulary, alpha=1.0):
        if len(tokens) == 0 or alpha < 0:
            raise ValueError("no tokens, or alpha below 0")
        self.vocabulary = vocabulary
        self.alpha = alpha
        self.n = len(tokens)
        self.counts = {}
        for token in tokens:
            if token not in vocabulary:
                token = "<unk>"
            self.counts[token] = self.counts.get(token, 0) + 1

    def prob(self, token):
        if token not in self.vocabulary:
            token = "<unk>"
        count = self.counts.get(token, 0)
        return (count + self.alpha) / (self.n + self.alpha * len(self.vocabulary))

    def perplexity(self, tokens):
        if len(tokens) == 0:
            raise ValueError("no tokens")
        total = 0
        for token in tokens:
            p = self.prob(token)
            if p == 0:
                continue
            total += math.log(p)
        return math.exp(-total / len(tokens))
