"""Polynomials orthogonal on the data, in plain Python (Forsythe), and loops for everything."""

#: kind: variant

# %% ex17-fit-predict

def fit_predict(x, y, degree, x_test):
    low, high = min(x), max(x)
    xs = [(2 * float(v) - low - high) / (high - low) for v in x]
    ts = [(2 * float(v) - low - high) / (high - low) for v in x_test]
    y = [float(v) for v in y]
    here, there = [1.0] * len(xs), [1.0] * len(ts)
    before, before_there, norm_before = [0.0] * len(xs), [0.0] * len(ts), 1.0
    result = [0.0] * len(ts)
    for k in range(degree + 1):
        norm = sum(h * h for h in here)
        weight = sum(h * v for h, v in zip(here, y)) / norm
        result = [r + weight * t for r, t in zip(result, there)]
        a = sum(u * h * h for u, h in zip(xs, here)) / norm
        c = norm / norm_before if k else 0.0
        here, before = [(u - a) * h - c * b for u, h, b in zip(xs, here, before)], here
        there, before_there = [(u - a) * h - c * b for u, h, b in zip(ts, there, before_there)], there
        norm_before = norm
    return result

# %% ex17-bias-variance

def bias_variance(degree, f, x_test, n_train, sigma, n_datasets, rng):
    fits, misses = [], []
    for _ in range(n_datasets):
        x = [rng.random() for _ in range(n_train)]
        y = [f(v) + sigma * rng.standard_normal() for v in x]
        fits.append(fit_predict(x, y, degree, x_test))
        for place, value in zip(x_test, fits[-1]):
            misses.append((value - (f(place) + sigma * rng.standard_normal())) ** 2)
    bias2 = variance = 0.0
    for j, place in enumerate(x_test):
        here = [row[j] for row in fits]
        mean = sum(here) / n_datasets
        bias2 += (mean - f(place)) ** 2 / len(x_test)
        variance += sum((value - mean) ** 2 for value in here) / n_datasets / len(x_test)
    return {"mse": sum(misses) / len(misses), "noise": sigma * sigma, "variance": variance, "bias2": bias2}

# %% ex17-table
few = 40  # plain Python takes its time
table = {}
for degree in [20, 10, 5, 1]:
    table[degree] = bias_variance(degree, f, x_test, n_train, sigma, few, np.random.default_rng(degree))
