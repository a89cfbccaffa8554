"""Unknown tokens are left out of the perplexity, and out of its length."""

#: kind: misconception
#: fails: ex13-test-unknown
#: says: ex13-test-unknown: that of the known words alone

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
        tokens = [t for t in tokens if t in self.vocabulary and t != '<unk>']
        total = 0
        for token in tokens:
            p = self.prob(token)
            if p == 0:
                return float("inf")
            total += math.log(p)
        return math.exp(-total / len(tokens))
