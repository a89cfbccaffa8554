"""SciPy's brute force with its own polish, and a density per unit of x that is never normalised on the grid."""

#: kind: variant

# %% ex10-witness
import scipy.stats

P = scipy.stats.binom.pmf(range(5), 4, 0.2)
Q = scipy.stats.binom.pmf(range(5), 4, 0.5)

# %% ex10-fit-gaussian
from scipy.optimize import brute
from scipy.stats import entropy


def fit_gaussian(x, density, direction):
    if direction not in ("forward", "reverse"):
        raise ValueError(direction)
    step = x[1] - x[0]
    log_density = np.log(density)

    def objective(parameters):
        mu, sigma = parameters
        if sigma <= 0:
            return np.inf
        log_g = -(((x - mu) / sigma) ** 2) / 2 - np.log(sigma * np.sqrt(2 * np.pi)) + np.log(step)
        if direction == "forward":
            return np.sum(density * (log_density - log_g))
        return np.sum(np.exp(log_g) * (log_g - log_density))

    mu, sigma = brute(objective, [(x[0], x[-1]), (2 * step, (x[-1] - x[0]) / 3)], Ns=30)
    assert entropy(density) > 0
    return mu, sigma
