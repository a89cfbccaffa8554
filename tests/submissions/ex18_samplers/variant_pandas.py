"""pandas Series with their rank and cumsum; the distribution is remembered from draw to draw."""
#: kind: variant
#: base: solution

# %% ex18-top-k-probs
import pandas as pd


def top_k_probs(probs, k):
    if k < 1:
        raise ValueError("k must be 1 or more")
    series = pd.Series(probs, dtype="float64")
    kept = series.where(series.rank(method="first", ascending=False) <= k, 0.0)
    return (kept / kept.sum()).to_numpy()

# %% ex18-top-p-probs
def top_p_probs(probs, p):
    if not 0 < p <= 1:
        raise ValueError("p must be in (0, 1]")
    ordered = pd.Series(probs, dtype="float64").sort_values(ascending=False)
    kept = ordered[ordered.cumsum().shift(fill_value=0.0) < p]
    return (kept / kept.sum()).reindex(range(len(probs)), fill_value=0.0).to_numpy()

# %% ex18-sample-token
from functools import cache


@cache
def distribution(logits, temperature, top_k, top_p):
    probs = temperature_probs(logits, temperature)
    probs = probs if top_k is None else top_k_probs(probs, top_k)
    return probs if top_p is None else top_p_probs(probs, top_p)


def sample_token(logits, rng, temperature=1.0, top_k=None, top_p=None):
    return rng.choice(len(logits), p=distribution(tuple(logits), temperature, top_k, top_p))
