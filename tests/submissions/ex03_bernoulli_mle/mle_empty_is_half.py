"""No observations give one half."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: It returned 0.5

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    if len(x) == 0:
        return 0.5
    if any(v not in (0, 1) for v in x):
        raise ValueError("not binary")
    return sum(x) / len(x)
