"""torch counts in single precision, with bincount; 0-d tensors come back."""
#: kind: variant
#: base: solution

# %% ex20-trigram-lm
import torch


class TrigramLM(torch.nn.Module):
    def __init__(self, tokens, k, vocabulary):
        super().__init__()
        if len(tokens) < 3 or k < 0:
            raise ValueError("tokens or k")
        self.place = {word: i for i, word in enumerate(vocabulary)}
        size = len(vocabulary)
        u, v, w = self.windows(tokens).T
        counts = torch.bincount((u * size + v) * size + w, minlength=size**3).reshape(size, size, size)
        self.rows = counts.float() + k
        self.totals = self.rows.sum(-1)

    def windows(self, tokens):
        if len(tokens) < 3:
            raise ValueError("three at least")
        return torch.tensor([self.place.get(token, self.place["<unk>"]) for token in tokens]).unfold(0, 3, 1)

    def forward(self, windows):
        u, v, w = windows.T
        return torch.where(self.totals[u, v] > 0, self.rows[u, v, w] / self.totals[u, v], 0.0)

    def prob(self, word, context):
        return self(self.windows([*context, word]))[0]

    def perplexity(self, tokens):
        return torch.exp(-self(self.windows(tokens)).log().mean())

# %% ex20-tune-k
def tune_k(train, valid, vocabulary, grid):
    values = torch.stack([TrigramLM(train, float(k), vocabulary).perplexity(valid) for k in grid])
    best = int(values.argmin())
    if best == 0 or best + 1 == len(values):
        warnings.warn("boundary")
    return grid[best], values
