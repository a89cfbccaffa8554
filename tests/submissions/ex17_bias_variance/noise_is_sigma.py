"""The noise is the standard deviation."""

#: kind: misconception
#: fails: ex17-test-noise-and-rng
#: says: ex17-test-noise-and-rng: standard deviation

# %% ex17-bias-variance

def bias_variance(degree, f, x_test, n_train, sigma, n_datasets, rng):
    predictions, targets = [], []
    for _ in range(n_datasets):
        x = rng.uniform(0, 1, n_train)
        y = f(x) + rng.normal(0, sigma, n_train)
        predictions.append(fit_predict(x, y, degree, x_test))
        targets.append(f(x_test) + rng.normal(0, sigma, len(x_test)))
    predictions, targets = np.array(predictions), np.array(targets)
    return {
        "bias2": np.mean((predictions.mean(axis=0) - f(x_test)) ** 2),
        "variance": np.mean(predictions.var(axis=0)),
        "noise": sigma,
        "mse": np.mean((predictions - targets) ** 2),
    }
