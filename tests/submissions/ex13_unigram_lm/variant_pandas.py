"""pandas: value_counts and reindex; scipy's gmean of 1/p."""

#: kind: variant
#: needs: pandas

# %% ex13-unigram-lm

import pandas as pd
from scipy.stats import gmean

class UnigramLM:
    def __init__(self, tokens, vocabulary, alpha=1.0):
        if len(tokens) == 0 or alpha < 0:
            raise ValueError("bad arguments")
        text = pd.Series(tokens)
        counts = text.where(text.isin(list(vocabulary)), "<unk>").value_counts()
        counts = counts.reindex(sorted(vocabulary), fill_value=0) + alpha
        self.p = counts / counts.sum()

    def prob(self, token):
        return self.p.get(token, self.p["<unk>"])

    def perplexity(self, tokens):
        if len(tokens) == 0:
            raise ValueError("empty text")
        p = self.p.reindex(tokens).fillna(self.p["<unk>"])
        return gmean(1 / p)
