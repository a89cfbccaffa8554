"""Derivatives that are left unevaluated, and one fraction."""
#: kind: variant
#: base: solution

# %% ex03-score
score = sp.Derivative(log_likelihood, p)

# %% ex03-curvature
curvature = sp.Derivative(log_likelihood, (p, 2))

# %% ex03-p-hat
p_hat = sp.Mul(k, sp.Pow(n, -1), evaluate=False)

# %% ex03-bernoulli-mle
from fractions import Fraction


def bernoulli_mle(x) -> float:
    observations = [int(v) if v in (0, 1) else None for v in x]
    if None in observations or not observations:
        raise ValueError(f"bad data: {x}")
    return Fraction(sum(observations), len(observations))
