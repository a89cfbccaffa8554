"""Checks the mean only: 2 and -1 can hide."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: should refuse the observation

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    if len(x) == 0 or not 0 <= np.mean(x) <= 1:
        raise ValueError("bad data")
    return np.mean(x)
