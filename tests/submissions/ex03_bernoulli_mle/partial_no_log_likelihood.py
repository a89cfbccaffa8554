"""The first step is missing; score, maximum, curvature and function are there."""
#: kind: partial
#: base: release
#: fails: ex03-test-log-likelihood

# %% ex03-score
score = k / p - (n - k) / (1 - p)

# %% ex03-p-hat
p_hat = k / n

# %% ex03-curvature
curvature = -k / p**2 - (n - k) / (1 - p) ** 2

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    values = list(x)
    if len(values) == 0 or any(value not in (0, 1) for value in values):
        raise ValueError("zeros and ones, please")
    return sum(values) / len(values)
