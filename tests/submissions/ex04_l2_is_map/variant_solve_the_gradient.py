"""The constant as a difference, the weights as the root of the gradient."""

#: kind: variant

# %% ex04-log-prior
sigma = sympy.sqrt(prior_variance)
log_prior = -sympy.log(sigma * sympy.sqrt(2 * sympy.pi)) - (theta / sigma) ** 2 / 2

# %% ex04-log-prior-constant
log_prior_constant = sympy.simplify(log_prior + lam * theta**2)

# %% ex04-map-weights
from scipy.optimize import root


def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")

    def gradient(w):
        return -X.T @ (y - X @ w) + 2 * lam * w

    return root(gradient, np.zeros(X.shape[1])).x
