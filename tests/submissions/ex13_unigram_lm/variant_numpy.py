"""Arrays: positions in a sorted vocabulary, np.bincount, np.log with its warning at 0."""

#: kind: variant

# %% ex13-unigram-lm

class UnigramLM:
    def __init__(self, tokens, vocabulary, alpha=1.0):
        if not len(tokens) or alpha < 0:
            raise ValueError
        self.order = np.array(sorted(vocabulary))
        counts = np.bincount(self._places(tokens), minlength=len(self.order)) + alpha
        self.p = counts / counts.sum()

    def _places(self, tokens):
        places = np.searchsorted(self.order, tokens)
        places = np.minimum(places, len(self.order) - 1)
        unknown = int(np.searchsorted(self.order, "<unk>"))
        return np.where(self.order[places] == np.array(tokens), places, unknown)

    def prob(self, token):
        return self.p[self._places([token])[0]]

    def perplexity(self, tokens):
        if not len(tokens):
            raise ValueError("empty")
        return np.exp(-np.log(self.p[self._places(tokens)]).mean())

# %% ex13-uniform-perplexity

def uniform_perplexity(vocabulary):
    return np.asarray(len(vocabulary))
