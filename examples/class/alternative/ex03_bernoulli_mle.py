"""Lets SymPy differentiate and solve; keeps the binomial coefficient."""

# %% ex03-log-likelihood
log_likelihood = sp.log(sp.binomial(n, k)) + sp.log(p) * k - sp.log(1 - p) * (k - n)

# %% ex03-score
score = sp.Derivative(log_likelihood, p)

# %% ex03-p-hat
p_hat = sp.solve(sp.together(score.doit()), p)[0]

# %% ex03-curvature
curvature = sp.together(sp.diff(log_likelihood, p, 2))

# %% ex03-bernoulli-mle
from collections import Counter

def bernoulli_mle(x):
    counts = Counter(float(value) for value in x)
    if not counts or set(counts) - {0.0, 1.0}:
        raise ValueError("zeros and ones, please")
    return counts[1.0] / counts.total()
