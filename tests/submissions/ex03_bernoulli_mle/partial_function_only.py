"""Only the function is there."""
#: kind: partial
#: base: release
#: fails: ex03-test-log-likelihood, ex03-test-score, ex03-test-p-hat, ex03-test-curvature

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    values = list(x)
    if len(values) == 0 or any(value not in (0, 1) for value in values):
        raise ValueError("zeros and ones, please")
    return sum(values) / len(values)
