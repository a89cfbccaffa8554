"""Pure Python: coordinate descent with golden sections, from several starts, rel_entr by hand."""

#: kind: variant

# %% ex10-witness
from decimal import Decimal

P = (Decimal("0.7"), Decimal("0.2"), Decimal("0.1"))
Q = (Decimal("0.1"), Decimal("0.7"), Decimal("0.2"))

# %% ex10-fit-gaussian
import math


def golden(function, low, high, steps=22):
    ratio = (math.sqrt(5) - 1) / 2
    a, b = high - ratio * (high - low), low + ratio * (high - low)
    fa, fb = function(a), function(b)
    for _ in range(steps):
        if fa < fb:
            high, b, fb = b, a, fa
            a = high - ratio * (high - low)
            fa = function(a)
        else:
            low, a, fa = a, b, fb
            b = low + ratio * (high - low)
            fb = function(b)
    return (low + high) / 2


def fit_gaussian(x, density, direction):
    if direction not in ("forward", "reverse"):
        raise ValueError(direction)
    xs, ps = [float(v) for v in x], [float(v) for v in density]
    mean = math.fsum(a * p for a, p in zip(xs, ps))
    std = math.sqrt(math.fsum((a - mean) ** 2 * p for a, p in zip(xs, ps)))
    if direction == "forward":
        return mean, std
    logs = [math.log(p) for p in ps]

    def cost(mu, sigma):
        weights = [math.exp(-(((a - mu) / sigma) ** 2) / 2) for a in xs]
        total = sum(weights)
        return sum(w / total * (-(((a - mu) / sigma) ** 2) / 2 - math.log(total) - l) for a, w, l in zip(xs, weights, logs))

    peaks = [a for a, before, here, after in zip(xs[1:], ps, ps[1:], ps[2:]) if before < here >= after]
    found = []
    for mu in peaks:
        reach, sigma = std / 2, std / 3
        for _ in range(6):
            mu = golden(lambda m: cost(m, sigma), mu - reach, mu + reach)
            sigma = math.exp(golden(lambda s: cost(mu, math.exp(s)), math.log(sigma) - 1.5, math.log(sigma) + 1.5))
        found.append((cost(mu, sigma), mu, sigma))
    return min(found)[1:]
