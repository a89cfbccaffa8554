"""pandas counts by group; the perplexity from a table of all trigrams."""
#: kind: variant
#: base: solution

# %% ex20-trigram-lm
import pandas as pd


class TrigramLM:
    def __init__(self, tokens, k, vocabulary):
        if k < 0 or len(tokens) < 3:
            raise ValueError("bad arguments")
        self.k, self.vocabulary = k, set(vocabulary)
        frame = self.frame(tokens)
        self.triples = frame.value_counts().to_dict()
        self.pairs = frame[["u", "v"]].value_counts().to_dict()

    def frame(self, tokens):
        series = pd.Series(list(tokens))
        series = series.where(series.isin(list(self.vocabulary)), "<unk>")
        return pd.DataFrame({"u": series, "v": series.shift(-1), "w": series.shift(-2)}).iloc[:-2]

    def _prob(self, u, v, w):
        total = self.pairs.get((u, v), 0) + self.k * len(self.vocabulary)
        return np.float64(self.triples.get((u, v, w), 0) + self.k) / total if total else np.float64(0)

    def prob(self, word, context):
        known = [token if token in self.vocabulary else "<unk>" for token in (*context, word)]
        return self._prob(*known)

    def perplexity(self, tokens):
        if len(tokens) < 3:
            raise ValueError("too short")
        probs = np.array([self._prob(*row) for row in self.frame(tokens).itertuples(index=False)])
        return np.exp(-np.mean(np.log(probs)))
