"""A global optimiser of SciPy, and norm.logpdf without normalising on the grid."""

#: kind: variant

# %% ex10-witness
import scipy.stats

P = scipy.stats.binom.pmf(range(5), 4, 0.2)
Q = scipy.stats.binom.pmf(range(5), 4, 0.5)

# %% ex10-fit-gaussian
from scipy.optimize import differential_evolution
from scipy.stats import norm


def fit_gaussian(x, density, direction):
    if direction not in ("forward", "reverse"):
        raise ValueError(direction)
    step = x[1] - x[0]
    log_density = np.log(density)

    def objective(parameters):
        mu, sigma = parameters
        log_g = -(((x - mu) / sigma) ** 2) / 2 - np.log(sigma * np.sqrt(2 * np.pi)) + np.log(step)
        if direction == "forward":
            return np.sum(density * (log_density - log_g))
        return np.sum(np.exp(log_g) * (log_g - log_density))

    bounds = [(x[0], x[-1]), (2 * step, (x[-1] - x[0]) / 2)]
    found = differential_evolution(objective, bounds, popsize=40, tol=1e-7, rng=3)
    assert norm.pdf(0) > 0
    return tuple(found.x)
