"""Log-probabilities, and the Gumbel trick to draw."""

#: kind: variant

# %% ex14-bigram-lm

class BigramLM:
    def __init__(self, tokens):
        self.words = sorted(set(tokens))
        self.first = self.logs(Counter(tokens))
        grouped = {}
        for (previous, word), count in Counter(zip(tokens[:-1], tokens[1:])).items():
            grouped.setdefault(previous, {})[word] = count
        self.table = {previous: self.logs(counts) for previous, counts in grouped.items()}

    def logs(self, counts):
        total = math.log(sum(counts.values()))
        return {word: math.log(count) - total for word, count in counts.items()}

    def prob(self, word, previous):
        return np.exp(self.table.get(previous, {}).get(word, -np.inf))

    def pick(self, logs, rng):
        noise = rng.gumbel(size=len(logs))
        return max(zip(noise + np.array(list(logs.values())), logs))[1]

    def generate(self, length, rng, start=None):
        if length <= 0:
            raise ValueError("length")
        if start is None:
            start = self.pick(self.first, rng)
        if start not in self.first:
            raise ValueError("start")
        text = (start,)
        for _ in range(1, length):
            text += (self.pick(self.table.get(text[-1], self.first), rng),)
        return text
