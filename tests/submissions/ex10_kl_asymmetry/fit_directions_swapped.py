"""Forward and reverse are taken for each other."""

#: kind: misconception
#: fails: ex10-test-fit-forward, ex10-test-fit-reverse, ex10-test-fit-heavier
#: says: ex10-test-fit-forward: put first
#: says: ex10-test-fit-reverse: answer to the forward question
#: says: ex10-test-fit-heavier: answer to the forward question

# %% ex10-fit-gaussian
from scipy.optimize import minimize


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
    if direction not in ("forward", "reverse"):
        raise ValueError(direction)
    if direction == "reverse":
        return moments(x, density)
    return search(x, density, "reverse", np.interp([0.1, 0.3, 0.5, 0.7, 0.9], np.cumsum(density), x))
