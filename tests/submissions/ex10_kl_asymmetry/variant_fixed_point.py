"""Reverse by a fixed point: the Gaussian's own average of slope and curvature of ln density."""

#: kind: variant

# %% ex10-witness
from fractions import Fraction

P = [Fraction(1, 5), Fraction(3, 10), Fraction(1, 2)]
Q = [Fraction(1, 2), Fraction(1, 5), Fraction(3, 10)]

# %% ex10-fit-gaussian
def fit_gaussian(x, density, direction):
    if direction not in ("forward", "reverse"):
        raise ValueError(direction)
    mean = x @ density
    variance = (x - mean) ** 2 @ density
    if direction == "forward":
        return [mean, np.sqrt(variance)]
    log_density = np.log(density)
    slope = np.gradient(log_density, x)

    def on_grid(mu, var):
        g = np.exp(-((x - mu) ** 2) / (2 * var))
        return g / g.sum()

    best = (np.inf, None, None)
    for mu in np.linspace(mean - 2 * variance**0.5, mean + 2 * variance**0.5, 15):
        var = variance / 10
        for _ in range(150):
            g = on_grid(mu, var)
            # Stein: E[slope] = 0 and E[(x - mu) slope] = -1 where the fit stands still.
            push, pull = g @ slope, g @ ((x - mu) * slope)
            mu = np.clip(mu + 0.5 * var * push, x[0], x[-1])
            var = np.clip(var * np.exp(0.5 * (1 + pull)), 1e-3 * variance, 4 * variance)
        g = on_grid(mu, var)
        used = g > 0
        value = np.sum(g[used] * (np.log(g[used]) - log_density[used]))
        if value < best[0]:
            best = (value, mu, var**0.5)
    return list(best[1:])
