"""Basin hopping over peaks; NumPy scalars; the direction is looked up."""

#: kind: variant

# %% ex10-witness
P = np.array([0.25, 0.75], dtype=np.float32)
Q = [0.5, 0.5]

# %% ex10-fit-gaussian
from scipy.optimize import minimize


from scipy.signal import find_peaks


def log_gauss(x, mu, sigma):
    log_g = -(((x - mu) / sigma) ** 2) / 2
    log_g -= log_g.max()
    return log_g - np.log(np.exp(log_g).sum())


def loss(parameters, x, density, direction):
    log_g = log_gauss(x, parameters[0], np.exp(parameters[1]))
    if direction == "forward":
        return np.sum(density * (np.log(density) - log_g))
    return np.sum(np.exp(log_g) * (log_g - np.log(density)))


def moments(x, density):
    mean = np.sum(x * density)
    return mean, np.sqrt(np.sum(density * (x - mean) ** 2))


def search(x, density, direction, starts):
    width = moments(x, density)[1] / 3
    runs = [minimize(loss, (start, np.log(width)), (x, density, direction), method="Nelder-Mead") for start in starts]
    best = min(runs, key=lambda run: run.fun)
    return best.x[0], np.exp(best.x[1])


def fit_gaussian(x, density, direction):
    for candidate in ("forward", "reverse"):
        if direction == candidate:
            break
    else:
        raise ValueError("forward or reverse?")
    peaks = x[find_peaks(np.concatenate([[0], density, [0]]))[0] - 1]
    runs = []
    for peak in [moments(x, density)[0], *peaks]:
        runs.append(minimize(loss, (peak, np.log(np.ptp(x) / 25)), (x, density, direction), method="Powell"))
        runs.append(minimize(loss, (peak, np.log(np.ptp(x) / 8)), (x, density, direction), method="Powell"))
    best = min(runs, key=lambda run: run.fun)
    return np.float64(best.x[0]), np.float64(np.exp(best.x[1]))
