"""Unknown words are replaced in the word, not in the context."""
#: kind: misconception
#: base: solution
#: fails: ex20-test-unknown
#: says: ex20-test-unknown: outside the vocabulary

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
        u, v, w = context[0], context[1], self.known(word)
        total = self.contexts[u, v] + self.k * len(self.vocabulary)
        return (self.triples[u, v, w] + self.k) / total if total else 0.0

    def perplexity(self, tokens):
        if len(tokens) < 3:
            raise ValueError("there is nothing to predict")
        probs = [self.prob(w, (u, v)) for u, v, w in zip(*[[self.known(t) for t in tokens][i:] for i in range(3)])]
        if 0 in probs:
            return math.inf
        return math.exp(-sum(map(math.log, probs)) / len(probs))
