"""No observations end in a division by zero."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: it raised ZeroDivisionError

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    for v in x:
        if v not in (0, 1):
            raise ValueError(v)
    return sum(x) / len(x)
