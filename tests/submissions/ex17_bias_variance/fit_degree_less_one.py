"""One degree too low: degree columns, not degree + 1. The rest follows from it."""

#: kind: misconception
#: fails: ex17-test-fit-low, ex17-test-fit-high
#: says: ex17-test-fit-low: one degree less

# %% ex17-fit-predict

def fit_predict(x, y, degree, x_test):
    if degree == 0:
        return np.full(len(x_test), np.mean(y))
    return np.polynomial.Chebyshev.fit(x, y, degree - 1)(x_test)
