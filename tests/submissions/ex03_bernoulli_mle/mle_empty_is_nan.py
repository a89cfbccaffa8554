"""No observations give NaN."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-bernoulli-mle
#: says: ex03-test-bernoulli-mle: should refuse an empty list

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    values = np.asarray(x)
    if not np.isin(values, [0, 1]).all():
        raise ValueError("not binary")
    return values.mean()
