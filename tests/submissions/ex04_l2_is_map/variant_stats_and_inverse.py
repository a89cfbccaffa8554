"""SymPy's own normal distribution, and the inverse written out."""

#: kind: variant

# %% ex04-prior-variance
prior_variance = sympy.Rational(1, 2) / lam

# %% ex04-log-prior
from sympy.stats import Normal, density

log_prior = sympy.log(density(Normal("w", 0, sympy.sqrt(prior_variance)))(theta))

# %% ex04-log-prior-constant
log_prior_constant = log_prior.subs(theta, 0)


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    return np.linalg.inv(X.T @ X + 2 * lam * np.identity(X.shape[1])) @ X.T @ y
