"""A grid of guesses, refined around the winner, without an optimiser."""

#: kind: variant

# %% ex10-witness
P = np.array([1.0, 0.0])
Q = np.array([0.5, 0.5])

# %% ex10-fit-gaussian
from collections import namedtuple

Fit = namedtuple("Fit", "mu sigma")


def fit_gaussian(x, density, direction):
    if direction not in ("forward", "reverse"):
        raise ValueError(direction)
    mus = np.linspace(x[0], x[-1], 61)
    sigmas = np.geomspace(2 * (x[1] - x[0]), (x[-1] - x[0]) / 2, 31)
    for _ in range(12):
        table = np.empty((len(mus), len(sigmas)))
        for row, mu in enumerate(mus):
            log_g = -(((x - mu) / sigmas[:, None]) ** 2) / 2
            log_g -= np.log(np.exp(log_g - log_g.max(1, keepdims=True)).sum(1, keepdims=True)) + log_g.max(1, keepdims=True)
            if direction == "forward":
                table[row] = (density * (np.log(density) - log_g)).sum(1)
            else:
                table[row] = (np.exp(log_g) * (log_g - np.log(density))).sum(1)
        i, j = np.unravel_index(table.argmin(), table.shape)
        mu, sigma = mus[i], sigmas[j]
        reach, factor = mus[1] - mus[0], sigmas[1] / sigmas[0]
        mus = np.linspace(mu - reach, mu + reach, 9)
        sigmas = np.geomspace(sigma / factor, sigma * factor, 9)
    return Fit(mu, sigma)
