"""Only fit_predict."""

#: kind: partial
#: base: release
#: fails: ex17-test-bias, ex17-test-variance, ex17-test-mse, ex17-test-noise-and-rng, ex17-test-table, ex17-test-plot

# %% ex17-fit-predict

def fit_predict(x, y, degree, x_test):
    return np.polynomial.Legendre.fit(x, y, degree)(x_test)
