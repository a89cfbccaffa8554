"""Moments forward; L-BFGS-B with the exact gradient in reverse."""

#: kind: variant

# %% ex10-fit-gaussian
from scipy import optimize


def fit_gaussian(x, density, direction):
    if direction not in ("forward", "reverse"):
        raise ValueError(direction)
    mean = np.average(x, weights=density)
    std = np.average((x - mean) ** 2, weights=density) ** 0.5
    if direction == "forward":
        return mean, std

    def value_and_gradient(parameters):
        mu, sigma = parameters[0], np.exp(parameters[1])
        z = (x - mu) / sigma
        g = np.exp(-(z**2) / 2 - np.max(-(z**2) / 2))
        g /= g.sum()
        ratio = np.log(g + 1e-320) - np.log(density)
        score = np.array([z / sigma, z**2])
        score -= (score * g).sum(axis=1, keepdims=True)
        return (g * ratio).sum(), (score * g * ratio).sum(axis=1)

    results = []
    for quantile in np.linspace(0.05, 0.95, 7):
        start = x[np.searchsorted(np.cumsum(density), quantile)]
        results.append(optimize.minimize(value_and_gradient, [start, np.log(std / 3)], jac=True, method="L-BFGS-B"))
    best = min(results, key=lambda result: result.fun)
    return np.array([best.x[0], np.exp(best.x[1])])
