"""Only fit_predict."""

#: base: release

# %% ex17-fit-predict

def fit_predict(x, y, degree, x_test):
    return np.polynomial.Legendre.fit(x, y, degree)(x_test)
