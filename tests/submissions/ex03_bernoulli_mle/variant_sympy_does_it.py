"""SymPy differentiates and solves; the binomial coefficient is in the log."""
#: kind: variant
#: base: solution

# %% ex03-log-likelihood
likelihood = sp.binomial(n, k) * p**k * (1 - p) ** (n - k)
log_likelihood = sp.log(likelihood)

# %% ex03-score
score = sp.simplify(sp.diff(log_likelihood, p))

# %% ex03-p-hat
solutions = sp.solve(sp.Eq(score, 0), p)
p_hat = solutions[0]

# %% ex03-curvature
curvature = sp.factor(sp.diff(log_likelihood, p, 2))

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    values = list(x)
    if len(values) == 0 or any(value not in (0, 1) for value in values):
        raise ValueError("zeros and ones, please")
    return np.mean(values)
