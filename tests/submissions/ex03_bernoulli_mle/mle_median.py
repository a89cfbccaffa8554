"""The median."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: the median

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    values = list(x)
    if len(values) == 0 or any(value not in (0, 1) for value in values):
        raise ValueError("zeros and ones, please")
    return np.median(values)
