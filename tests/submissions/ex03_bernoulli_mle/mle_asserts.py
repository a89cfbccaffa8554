"""Refuses with assert instead of ValueError."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: it raised AssertionError

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    assert len(x) > 0
    assert set(x) <= {0, 1}
    return sum(x) / len(x)
