"""Helpers in a cell of their own, prints, a warning, and Newton's method at the end."""

#: kind: variant

# %% insert after ex10-test-witness
import warnings


def log_bell(x, mu, log_sigma):
    log_g = -(((x - mu) * np.exp(-log_sigma)) ** 2) / 2
    log_g -= log_g.max()
    return log_g - np.log(np.exp(log_g).sum())


def cost(x, density, forward, theta):
    log_g = log_bell(x, *theta)
    return kl(density, np.exp(log_g)) if forward else np.exp(log_g) @ (log_g - np.log(density))


# %% ex10-fit-gaussian
def fit_gaussian(x, density, direction):
    match direction:
        case "forward":
            forward = True
        case "reverse":
            forward = False
        case _:
            raise ValueError("unknown direction " + repr(direction))
    warnings.warn("searching")
    scale = np.ptp(x) / 20
    candidates = [(mu, np.log(s * scale)) for mu in x[::8] for s in (0.5, 1, 2, 4)]
    theta = np.array(min(candidates, key=lambda t: cost(x, density, forward, t)))
    steps = np.diag([1e-3 * scale, 1e-3])
    for _ in range(15):
        f = lambda t: cost(x, density, forward, t)
        slope = np.array([(f(theta + h) - f(theta - h)) / (2 * h.sum()) for h in steps])
        bend = np.array([(f(theta + h) - 2 * f(theta) + f(theta - h)) / h.sum() ** 2 for h in steps])
        move = -slope / np.maximum(np.abs(bend), 1e-12)
        while f(theta + move) > f(theta) and np.abs(move).max() > 1e-12:
            move = move / 2
        theta = theta + move
    print("mu and log sigma:", theta)
    return theta[0], np.exp(theta[1])
