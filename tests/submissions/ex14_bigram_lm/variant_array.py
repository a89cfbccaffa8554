"""A matrix of counts; rng.choice with p; NumPy strings in the result."""

#: kind: variant

# %% ex14-bigram-lm

class BigramLM:
    def __init__(self, tokens):
        self.names, self.codes = np.unique(tokens, return_inverse=True)
        size = len(self.names)
        self.index = {str(name): i for i, name in enumerate(self.names)}
        unigram = np.bincount(self.codes) / len(self.codes)
        # In one number for each pair: a matrix would be too large for thousands of words.
        pairs, counts = np.unique(self.codes[:-1] * size + self.codes[1:], return_counts=True)
        self.rows = {}
        for v in range(size):
            begin, end = np.searchsorted(pairs, [v * size, (v + 1) * size])
            row = np.zeros(size) if size < 100 else {}
            for place in range(begin, end):
                row[pairs[place] % size] = counts[place] / counts[begin:end].sum()
            self.rows[v] = row
        self.unigram = unigram

    def prob(self, word, previous):
        if word not in self.index or previous not in self.index:
            return np.float64(0)
        row = self.rows[self.index[previous]]
        return row.get(self.index[word], 0.0) if isinstance(row, dict) else row[self.index[word]]

    def generate(self, length, rng, start=None):
        if length < 1 or start is not None and start not in self.index:
            raise ValueError("bad arguments")
        code = rng.choice(len(self.names), p=self.unigram) if start is None else self.index[start]
        codes = [code]
        while len(codes) < length:
            row = self.rows[codes[-1]]
            if isinstance(row, dict):
                codes.append(rng.choice(list(row), p=list(row.values())) if row else rng.choice(self.codes))
            else:
                codes.append(rng.choice(len(row), p=row if row.any() else self.unigram))
        return list(self.names[np.array(codes)])
