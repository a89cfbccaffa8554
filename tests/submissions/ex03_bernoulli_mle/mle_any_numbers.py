"""Takes any numbers."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: should refuse the observation 2

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    if len(x) == 0:
        raise ValueError("empty")
    return np.mean(x)
