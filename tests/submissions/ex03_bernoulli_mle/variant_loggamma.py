"""Log-gamma functions for the coefficient; by hand with a trick; a NumPy 0-d array."""
#: kind: variant
#: base: solution

# %% ex03-log-likelihood
log_likelihood = sp.loggamma(n + 1) - sp.loggamma(k + 1) - sp.loggamma(n - k + 1) + n * sp.log(1 - p) + k * sp.log(p / (1 - p))

# %% ex03-score
score = n / (1 - p) * (k / (n * p) - 1)

# %% ex03-curvature
curvature = -(k * p**-2) - (n - k) * (p - 1) ** (-2)

# %% ex03-p-hat
p_hat = sp.exp(sp.log(k) - sp.log(n))

# %% ex03-bernoulli-mle
def bernoulli_mle(x) -> float:
    data = np.atleast_1d(np.asarray(x))
    if data.shape[0] == 0:
        raise ValueError("nothing to learn from")
    if not set(data.tolist()) <= {0, 1}:
        raise ValueError("0 or 1 only")
    return np.array(data.mean())
