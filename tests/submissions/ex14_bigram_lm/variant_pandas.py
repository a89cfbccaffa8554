"""pandas: value_counts of the pairs."""

#: kind: variant
#: needs: pandas

# %% ex14-bigram-lm

import pandas as pd

class BigramLM:
    def __init__(self, tokens):
        self.text = pd.Series(tokens, dtype="object")
        frame = pd.DataFrame({"previous": self.text[:-1].to_numpy(), "word": self.text[1:].to_numpy()})
        counts = frame.value_counts()
        shares = counts / counts.groupby("previous").transform("sum")
        self.shares = shares.to_dict()
        self.lists = {}
        for (previous, word), p in shares.items():
            words, chances = self.lists.setdefault(previous, ([], []))
            words.append(word)
            chances.append(p)
        share = self.text.value_counts(normalize=True)
        self.all = (share.index.to_list(), share.to_numpy())

    def prob(self, word, previous):
        return self.shares.get((previous, word), 0.0)

    def generate(self, length, rng, start=None):
        if length < 1 or (start is not None and not self.text.eq(start).any()):
            raise ValueError("bad arguments")
        text = [] if start is None else [start]
        while len(text) < length:
            words, p = self.lists.get(text[-1], self.all) if text else self.all
            text.append(words[rng.choice(len(words), p=p)])
        return text
