"""Torch on a Chebyshev basis, and torch's own variance."""

#: kind: variant

# %% ex17-fit-predict

import torch

def chebyshev(t, degree):
    columns = [torch.ones_like(t), t]
    for _ in range(degree - 1):
        columns.append(2 * t * columns[-1] - columns[-2])
    return torch.stack(columns[: degree + 1], dim=1)

def fit_predict(x, y, degree, x_test):
    x, y, x_test = (torch.tensor(np.asarray(values), dtype=torch.float64) for values in (x, y, x_test))
    middle, half = (x.max() + x.min()) / 2, (x.max() - x.min()) / 2
    weights = torch.linalg.lstsq(chebyshev((x - middle) / half, degree), y[:, None]).solution
    return (chebyshev((x_test - middle) / half, degree) @ weights)[:, 0]

# %% ex17-bias-variance

def bias_variance(degree, f, x_test, n_train, sigma, n_datasets, rng):
    predictions, targets = [], []
    for _ in range(n_datasets):
        x = rng.uniform(0, 1, n_train)
        y = f(x) + rng.normal(0, sigma, n_train)
        predictions.append(fit_predict(x, y, degree, x_test))
        targets.append(f(x_test) + rng.normal(0, sigma, len(x_test)))
    predictions, targets = np.array(predictions), np.array(targets)
    predictions, targets = torch.tensor(predictions), torch.tensor(targets)
    truth = torch.tensor(f(x_test))
    return {
        "bias2": ((predictions.mean(0) - truth) ** 2).mean(),
        "variance": predictions.var(0, correction=0).mean(),
        "noise": sigma**2,
        "mse": torch.nn.functional.mse_loss(predictions, targets),
    }
