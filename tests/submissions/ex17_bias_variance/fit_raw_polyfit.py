"""np.polyfit on raw x: fine up to degree 10, rounding at 20."""

#: kind: misconception
#: fails: ex17-test-fit-high
#: says: ex17-test-fit-high: rounding

# %% ex17-fit-predict

def fit_predict(x, y, degree, x_test):
    return np.polyval(np.polyfit(x, y, degree), x_test)
