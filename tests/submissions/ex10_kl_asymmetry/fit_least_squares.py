"""The curve is fitted by least squares, not by a KL."""

#: kind: misconception
#: fails: ex10-test-fit-forward, ex10-test-fit-reverse, ex10-test-fit-heavier
#: says: ex10-test-fit-forward: put first
#: says: ex10-test-fit-heavier: lighter hump

# %% ex10-fit-gaussian
from scipy.optimize import curve_fit


def bell(x, mu, sigma, height):
    return height * np.exp(-(((x - mu) / sigma) ** 2) / 2)


def fit_gaussian(x, density, direction):
    if direction not in ("forward", "reverse"):
        raise ValueError(direction)
    start = (x[np.argmax(density)], np.ptp(x) / 20, density.max())
    mu, sigma, height = curve_fit(bell, x, density, start)[0]
    return mu, abs(sigma)
