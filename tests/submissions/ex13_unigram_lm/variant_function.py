"""No class at all: a function that returns something with both methods."""

#: kind: variant

# %% ex13-unigram-lm

from collections import defaultdict
from statistics import fmean
from types import SimpleNamespace

def UnigramLM(tokens, vocabulary, alpha=1.0):
    tokens = tuple(tokens)
    if tokens == () or alpha < 0:
        raise ValueError("bad arguments")
    counts = defaultdict(int)
    for t in tokens:
        counts[t if t in vocabulary else "<unk>"] += 1

    def prob(token):
        return (counts[token if token in vocabulary else "<unk>"] + alpha) / (len(tokens) + alpha * len(vocabulary))

    def perplexity(text):
        p = [prob(token) for token in text]
        if not p:
            raise ValueError("empty text")
        return math.exp(fmean(-math.log(x) for x in p)) if min(p) > 0 else math.inf

    return SimpleNamespace(prob=prob, perplexity=perplexity)
