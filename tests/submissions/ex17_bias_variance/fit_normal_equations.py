"""The normal equations with raw powers."""

#: kind: misconception
#: fails: ex17-test-fit-high
#: says: ex17-test-fit-high: rounding

# %% ex17-fit-predict

def fit_predict(x, y, degree, x_test):
    X = np.vander(x, degree + 1)
    return np.vander(x_test, degree + 1) @ np.linalg.solve(X.T @ X, X.T @ y)
