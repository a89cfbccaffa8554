"""Sorts the caller's data."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: changed its argument

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    if len(x) == 0 or any(v not in (0, 1) for v in x):
        raise ValueError("bad data")
    if hasattr(x, "sort"):
        x.sort()
    return float(sum(x) / len(x))
