"""Everything but the refusals."""
#: kind: partial
#: base: solution
#: fails: ex20-test-refusals
#: says: ex20-test-refusals: TrigramLM should raise a ValueError

# %% ex20-trigram-lm
class TrigramLM:
    def __init__(self, tokens, k, vocabulary):
        self.k, self.vocabulary = k, vocabulary
        tokens = [self.known(token) for token in tokens]
        self.triples = Counter(zip(tokens, tokens[1:], tokens[2:]))
        self.contexts = Counter(zip(tokens, tokens[1:-1]))

    def known(self, token):
        return token if token in self.vocabulary else "<unk>"

    def prob(self, word, context):
        u, v, w = map(self.known, (*context, word))
        total = self.contexts[u, v] + self.k * len(self.vocabulary)
        return (self.triples[u, v, w] + self.k) / total if total else 0.0

    def perplexity(self, tokens):
        probs = [self.prob(w, (u, v)) for u, v, w in zip(tokens, tokens[1:], tokens[2:])]
        return math.inf if 0 in probs else math.exp(-sum(map(math.log, probs)) / len(probs))
