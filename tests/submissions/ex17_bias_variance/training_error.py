"""The mse is measured on the training data."""

#: kind: misconception
#: fails: ex17-test-mse
#: says: ex17-test-mse: learned by heart

# %% ex17-bias-variance

def bias_variance(degree, f, x_test, n_train, sigma, n_datasets, rng):
    predictions, errors = [], []
    for _ in range(n_datasets):
        x = rng.uniform(0, 1, n_train)
        y = f(x) + rng.normal(0, sigma, n_train)
        predictions.append(fit_predict(x, y, degree, x_test))
        errors.append(np.mean((fit_predict(x, y, degree, x) - y) ** 2))
    predictions = np.array(predictions)
    return {"bias2": np.mean((predictions.mean(axis=0) - f(x_test)) ** 2), "variance": np.mean(predictions.var(axis=0)), "noise": sigma**2, "mse": np.mean(errors)}
