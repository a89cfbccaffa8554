"""A three-dimensional array of counts, and its sums; NumPy numbers come back."""
#: kind: variant
#: base: solution

# %% ex20-trigram-lm
class TrigramLM:
    def __init__(self, tokens, k, vocabulary):
        if len(tokens) < 3:
            raise ValueError("tokens")
        if k < 0:
            raise ValueError("k")
        self.index = {word: i for i, word in enumerate(sorted(vocabulary))}
        ids = self.ids(tokens)
        counts = np.zeros((len(vocabulary),) * 3)
        np.add.at(counts, (ids[:-2], ids[1:-1], ids[2:]), 1)
        with np.errstate(invalid="ignore"):
            self.table = np.nan_to_num((counts + k) / (counts + k).sum(axis=2, keepdims=True))

    def ids(self, tokens):
        return np.array([self.index.get(token, self.index["<unk>"]) for token in tokens])

    def prob(self, word, context):
        return self.table[tuple(self.ids([*context, word]))]

    def perplexity(self, tokens):
        if len(tokens) < 3:
            raise ValueError("tokens")
        ids = self.ids(tokens)
        with np.errstate(divide="ignore"):
            return np.exp(-np.log(self.table[ids[:-2], ids[1:-1], ids[2:]]).mean())

# %% ex20-tune-k
def tune_k(train, valid, vocabulary, grid):
    grid = np.asarray(grid)
    perplexities = np.array([TrigramLM(train, k, vocabulary).perplexity(valid) for k in grid])
    i = perplexities.argmin()
    if i == 0 or i == grid.size - 1:
        warnings.warn("the minimum is at the edge")
    return grid[i], perplexities
