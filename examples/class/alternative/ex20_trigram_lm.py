"""Dictionaries in dictionaries; loops; perplexities in a dictionary by k; a RuntimeWarning."""
#: base: solution

# %% ex20-trigram-lm
class TrigramLM:
    def __init__(self, tokens, k, vocabulary):
        if len(tokens) < 3 or k < 0:
            raise ValueError("too short, or k is negative")
        self.k, self.vocabulary = k, vocabulary
        self.followers = {}
        tokens = [self.lookup(token) for token in tokens]
        for i in range(2, len(tokens)):
            row = self.followers.setdefault(tokens[i - 2], {}).setdefault(tokens[i - 1], {})
            row[tokens[i]] = row.get(tokens[i], 0) + 1

    def lookup(self, token):
        if token in self.vocabulary:
            return token
        return "<unk>"

    def prob(self, word, context):
        first, second = context
        row = self.followers.get(self.lookup(first), {}).get(self.lookup(second), {})
        if not row and self.k == 0:
            return 0
        return (row.get(self.lookup(word), 0) + self.k) / (sum(row.values()) + self.k * len(self.vocabulary))

    def perplexity(self, tokens):
        if len(tokens) < 3:
            raise ValueError("nothing to predict")
        surprise = 0.0
        for i in range(2, len(tokens)):
            p = self.prob(tokens[i], tokens[i - 2 : i])
            if p == 0:
                return float("inf")
            surprise -= math.log(p)
        return math.exp(surprise / (len(tokens) - 2))

# %% ex20-tune-k
def tune_k(train, valid, vocabulary, grid):
    perplexities = {}
    best_k = None
    for k in grid:
        perplexities[k] = TrigramLM(train, k, vocabulary).perplexity(valid)
        if best_k is None or perplexities[k] < perplexities[best_k]:
            best_k = k
    if best_k == grid[0] or best_k == grid[-1]:
        warnings.warn("extend the grid", RuntimeWarning)
    return best_k, perplexities
