"""Whole-number division."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: What is divided by what?

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    values = list(x)
    if len(values) == 0 or any(value not in (0, 1) for value in values):
        raise ValueError("zeros and ones, please")
    return sum(values) // len(values)
