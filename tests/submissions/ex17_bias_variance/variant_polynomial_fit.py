"""numpy.polynomial.Polynomial.fit, one matrix of fits, prints, pyplot that returns nothing, two Axes."""

#: kind: variant

# %% insert after ex17-spec-fit
from numpy.polynomial import Polynomial
import statistics

# %% ex17-fit-predict
def fit_predict(x, y, degree, x_test):
    return Polynomial.fit(x, y, deg=degree)(x_test)

# %% ex17-bias-variance
def bias_variance(degree, f, x_test, n_train, sigma, n_datasets, rng):
    print("degree", degree)
    X = rng.random((n_datasets, n_train))
    Y = f(X) + rng.normal(scale=sigma, size=X.shape)
    fits = np.stack([fit_predict(x, y, degree, x_test) for x, y in zip(X, Y)])
    targets = f(x_test) + rng.normal(scale=sigma, size=fits.shape)
    mse = np.square(fits - targets).mean(axis=0).mean()
    columns = [list(map(float, column)) for column in fits.T]
    return {
        "bias2": statistics.fmean((statistics.fmean(c) - t) ** 2 for c, t in zip(columns, f(x_test))),
        "variance": statistics.fmean(statistics.pvariance(c) for c in columns) if len(x_test) < 100 else fits.var(0).mean(),
        "noise": sigma * sigma,
        "mse": mse,
        "degree": degree,
    }

# %% ex17-plot-tradeoff
def plot_tradeoff(table):
    degrees = sorted(table)
    figure, (left, right) = plt.subplots(1, 2)
    left.scatter(degrees, [table[d]["bias2"] for d in degrees], label="bias squared")
    left.plot(degrees, [table[d]["variance"] for d in degrees], label="variance")
    right.semilogy(degrees, [table[d]["mse"] for d in degrees], "k--")
    for ax in (left, right):
        ax.set_xlabel("degree")
    left.set_ylabel("error")
    left.legend()
