"""The density from sympy.stats; the weights from an augmented least-squares problem."""

# %% ex04-log-prior
import sympy as sp
from sympy.stats import Normal, density

log_prior = sp.log(density(Normal("w", 0, sp.sqrt(prior_variance)))(theta))

# %% ex04-log-prior-constant
log_prior_constant = log_prior.subs(theta, 0)

# %% ex04-map-weights
def map_weights(X, y, lam):
    X, y = np.asarray(X, float), np.asarray(y, float)
    if lam < 0 or X.ndim != 2 or y.shape != (X.shape[0],):
        raise ValueError("lam must not be negative, and X and y must match")
    d = X.shape[1]
    rows = np.vstack([X, np.sqrt(2 * lam) * np.eye(d)])
    return np.linalg.lstsq(rows, np.concatenate([y, np.zeros(d)]), rcond=None)[0]
