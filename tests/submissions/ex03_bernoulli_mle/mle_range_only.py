"""Checks the range only: 0.5 passes."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: should refuse the observation 0.5

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    x = np.asarray(x)
    if len(x) == 0 or x.min() < 0 or x.max() > 1:
        raise ValueError("bad data")
    return x.mean()
