"""Gamma functions; the sum written out with SymPy's Sum; Decimal."""
#: kind: variant
#: base: solution

# %% ex03-log-likelihood
i = sp.Symbol("i", integer=True)
orders = sp.gamma(n + 1) / sp.gamma(k + 1) / sp.gamma(n - k + 1)
log_likelihood = sp.log(orders) + sp.Sum(sp.log(p), (i, 1, k)) + sp.Sum(sp.log(1 - p), (i, k + 1, n))

# %% ex03-score
score = sp.diff(log_likelihood.doit(), p)

# %% ex03-curvature
curvature = sp.diff(score, p)

# %% ex03-p-hat
p_hat = sp.solve(sp.numer(sp.together(score)), p)[0]

# %% ex03-bernoulli-mle
from decimal import Decimal


def bernoulli_mle(x) -> float:
    total = ones = 0
    for value in x:
        if value == 1:
            ones += 1
        elif value != 0:
            raise ValueError("an observation is 0 or 1")
        total += 1
    if total == 0:
        raise ValueError("no data")
    return Decimal(ones) / Decimal(total)
