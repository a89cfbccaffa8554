"""torch tensors in single precision."""

#: kind: variant
#: needs: torch

# %% ex13-unigram-lm

import torch

class UnigramLM:
    def __init__(self, tokens, vocabulary, alpha=1.0):
        if not tokens or alpha < 0:
            raise ValueError("bad arguments")
        self.index = {word: i for i, word in enumerate(sorted(vocabulary))}
        counts = torch.bincount(self.encode(tokens), minlength=len(vocabulary)) + torch.tensor(float(alpha))
        self.p = counts / counts.sum()

    def encode(self, tokens):
        return torch.tensor([self.index.get(t, self.index["<unk>"]) for t in tokens])

    def prob(self, token):
        return self.p[self.encode([token])[0]]

    def perplexity(self, tokens):
        if not tokens:
            raise ValueError("bad arguments")
        return torch.exp(torch.nn.functional.nll_loss(torch.log(self.p).expand(len(tokens), -1), self.encode(tokens)))

# %% ex13-uniform-perplexity

def uniform_perplexity(vocabulary):
    return torch.tensor(float(len(vocabulary)))
