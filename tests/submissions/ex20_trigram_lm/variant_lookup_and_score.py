"""NLTK's way without NLTK: a vocabulary that looks up, a counter by length, scores in bits."""
#: kind: variant
#: base: solution

# %% insert after ex20-setup
class Lookup:
    def __init__(self, words, unknown="<unk>"):
        self.words, self.unknown = frozenset(words), unknown

    def __call__(self, token):
        if isinstance(token, str):
            return token if token in self.words else self.unknown
        return tuple(map(self, token))

    def __len__(self):
        return len(self.words)


class NgramCounter:
    def __init__(self, ngrams):
        self.by_context = defaultdict(Counter)
        for *context, word in ngrams:
            self.by_context[tuple(context)][word] += 1

    def __getitem__(self, context):
        return self.by_context.get(context, Counter())

# %% ex20-trigram-lm
class TrigramLM:
    order = 3

    def __init__(self, tokens, k, vocabulary):
        if k < 0:
            raise ValueError("gamma must not be negative")
        self.gamma = k
        self.vocab = Lookup(vocabulary)
        self.counts = NgramCounter(self.vocab(ngram) for ngram in self.ngrams(tokens))

    def ngrams(self, tokens):
        if len(tokens) < self.order:
            raise ValueError("too short for one trigram")
        return [tuple(tokens[i : i + self.order]) for i in range(len(tokens) - self.order + 1)]

    def prob(self, word, context=None):
        row = self.counts[self.vocab(context)]
        try:
            return (row[self.vocab(word)] + self.gamma) / (row.total() + self.gamma * len(self.vocab))
        except ZeroDivisionError:
            return 0.0

    def logscore(self, word, context):
        score = self.prob(word, context)
        return math.log2(score) if score else -math.inf

    def entropy(self, ngrams):
        return -np.mean([self.logscore(ngram[-1], ngram[:-1]) for ngram in ngrams])

    def perplexity(self, tokens):
        return pow(2.0, self.entropy(self.ngrams(tokens)))
