"""The loss is handed to SciPy's general minimiser, with its default tolerance."""

#: kind: variant

# %% ex04-prior-variance
prior_variance = (2 * lam) ** -1

# %% ex04-log-prior
log_prior = -(theta**2) * lam + sympy.log(lam) / 2 - sympy.log(sympy.pi) / 2

# %% ex04-log-prior-constant
log_prior_constant = log_prior.as_independent(theta)[0]

# %% ex04-map-weights
from scipy.optimize import minimize


def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    loss = lambda w: 0.5 * np.sum((y - X @ w) ** 2) + lam * np.sum(w**2)
    return minimize(loss, np.zeros(X.shape[1])).x
