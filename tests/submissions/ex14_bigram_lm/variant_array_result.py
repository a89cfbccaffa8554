"""The whole walk as a NumPy array; a factory instead of a class."""

#: kind: variant

# %% ex14-bigram-lm

from itertools import accumulate, pairwise
from types import SimpleNamespace

def BigramLM(tokens):
    table = Counter(pairwise(tokens))
    total = Counter(v for v, _ in table.elements())
    pool = {v: [w for (a, w), n in table.items() if a == v for _ in range(n)] for v in total} if len(tokens) < 100 else {}

    def prob(word, previous):
        return table[previous, word] / (total[previous] or 1)

    def generate(length, rng, start=None):
        if length < 1 or start not in [None, *tokens]:
            raise ValueError("bad arguments")
        if not pool:
            for v, w in pairwise(tokens):
                pool.setdefault(v, []).append(w)
        dice = rng.random(length)
        step = lambda v, u: (choices := pool.get(v, tokens))[int(u * len(choices))]
        first = tokens[int(dice[0] * len(tokens))] if start is None else start
        return np.array(list(accumulate(dice[1:], step, initial=first)))

    return SimpleNamespace(prob=prob, generate=generate)
