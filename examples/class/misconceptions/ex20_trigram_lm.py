"""The mean is taken over all tokens."""
#: base: solution

# %% ex20-trigram-lm
class TrigramLM:
    def __init__(self, tokens, k, vocabulary):
        if len(tokens) < 3:
            raise ValueError("a trigram has three words")
        if k < 0:
            raise ValueError("k must not be negative")
        self.k = k
        self.vocabulary = frozenset(vocabulary)
        known = [self.known(token) for token in tokens]
        self.triples = Counter(zip(known, known[1:], known[2:]))
        self.contexts = Counter(zip(known, known[1:-1]))

    def known(self, token):
        return token if token in self.vocabulary else "<unk>"

    def prob(self, word, context):
        u, v, w = self.known(context[0]), self.known(context[1]), self.known(word)
        total = self.contexts[u, v] + self.k * len(self.vocabulary)
        return (self.triples[u, v, w] + self.k) / total if total else 0.0

    def perplexity(self, tokens):
        if len(tokens) < 3:
            raise ValueError("there is nothing to predict")
        probs = [self.prob(w, (u, v)) for u, v, w in zip(tokens, tokens[1:], tokens[2:])]
        if 0 in probs:
            return math.inf
        return math.exp(-sum(map(math.log, probs)) / len(tokens))
