"""Exact fractions in the filters, and they come back as fractions."""
#: kind: variant
#: base: solution

# %% ex18-top-k-probs
from fractions import Fraction


def exact(kept):
    total = sum(kept)
    return [chance / total for chance in kept]


def top_k_probs(probs, k):
    if k < 1:
        raise ValueError("k must be at least one")
    probs = [Fraction(float(chance)) for chance in probs]
    ranks = {i: rank for rank, i in enumerate(sorted(range(len(probs)), key=probs.__getitem__)[::-1])}
    return exact([chance if ranks[i] < k else Fraction(0) for i, chance in enumerate(probs)])

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    if p <= 0:
        raise ValueError("p must be positive")
    if p > 1:
        raise ValueError("p must not exceed 1")
    probs = [Fraction(float(chance)) for chance in probs]
    goal, together, kept = Fraction(p) * sum(probs), Fraction(0), [Fraction(0)] * len(probs)
    for chance, i in sorted(((chance, i) for i, chance in enumerate(probs)), reverse=True):
        if together >= goal:
            break
        kept[i] = chance
        together += chance
    return exact(kept)

# %% ex18-sample-token
def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    if top_k is not None and top_k < 1 or top_p is not None and not 0 < top_p <= 1:
        raise ValueError("settings")
    probs = np.array(temperature_probs(logits, temperature))
    order = np.argsort(probs)[::-1]
    ranked = probs[order][:top_k]
    ranked = ranked / ranked.sum()
    if top_p is not None:
        ranked = ranked[: int((np.cumsum(ranked) < top_p).sum()) + 1]
        ranked = ranked / ranked.sum()
    return order[rng.choice(len(ranked), p=ranked)]
