"""Asks an array whether it is true."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: truth value

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    if not x:
        raise ValueError("empty")
    if any(v not in (0, 1) for v in x):
        raise ValueError("not binary")
    return sum(x) / len(x)
