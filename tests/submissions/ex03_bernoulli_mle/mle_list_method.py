"""Uses a method that arrays don't have."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: count

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    if len(x) == 0 or any(v not in (0, 1) for v in x):
        raise ValueError("bad data")
    return x.count(1) / len(x)
