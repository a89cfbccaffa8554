"""QR on rescaled powers; running means (Welford); one set of fresh targets for all fits."""

# %% ex17-fit-predict

def fit_predict(x, y, degree, x_test):
    middle, half = (x.max() + x.min()) / 2, np.ptp(x) / 2
    q, r = np.linalg.qr(np.vander((x - middle) / half, degree + 1))
    return np.polyval(np.linalg.solve(r, q.T @ y), (x_test - middle) / half)

# %% ex17-bias-variance

def bias_variance(degree, f, x_test, n_train, sigma, n_datasets, rng):
    fresh = f(x_test) + rng.normal(0, sigma, x_test.shape)
    mean, spread, error = 0 * x_test, 0 * x_test, 0 * x_test
    for i in range(1, n_datasets + 1):
        x = np.sort(rng.uniform(size=n_train))
        fit = fit_predict(x, f(x) + sigma * rng.standard_normal(n_train), degree, x_test)
        step = fit - mean
        mean = mean + step / i
        spread = spread + step * (fit - mean)
        error += (fit - fresh) ** 2
    return dict(bias2=((mean - f(x_test)) ** 2).mean(), variance=(spread / n_datasets).mean(), noise=np.float32(sigma) ** 2, mse=(error / n_datasets).mean())
