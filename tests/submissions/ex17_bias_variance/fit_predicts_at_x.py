"""The values at x instead of x_test."""

#: kind: misconception
#: fails: ex17-test-fit-low, ex17-test-fit-high, ex17-test-bias, ex17-test-variance, ex17-test-mse, ex17-test-noise-and-rng, ex17-test-table
#: says: ex17-test-fit-low: places

# %% ex17-fit-predict

def fit_predict(x, y, degree, x_test):
    return np.polynomial.Chebyshev.fit(x, y, degree)(x)
