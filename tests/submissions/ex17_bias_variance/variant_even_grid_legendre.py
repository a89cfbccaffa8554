"""Evenly spaced x, a Legendre basis and lstsq; a bar chart in a Figure."""

#: kind: variant

# %% ex17-fit-predict

def fit_predict(x, y, degree, x_test):
    low, high = min(x), max(x)
    scale = lambda values: (2 * np.asarray(values) - low - high) / (high - low)
    basis = np.polynomial.legendre.legvander
    weights, *_ = np.linalg.lstsq(basis(scale(x), degree), y, rcond=None)
    return basis(scale(x_test), degree) @ weights

# %% ex17-bias-variance

def bias_variance(degree, f, x_test, n_train, sigma, n_datasets, rng):
    predictions, targets = [], []
    for _ in range(n_datasets):
        x = np.linspace(0, 1, n_train)
        y = f(x) + rng.normal(0, sigma, n_train)
        predictions.append(fit_predict(x, y, degree, x_test))
        targets.append(f(x_test) + rng.normal(0, sigma, len(x_test)))
    predictions, targets = np.array(predictions), np.array(targets)
    return {
        "bias2": np.mean((predictions.mean(axis=0) - f(x_test)) ** 2),
        "variance": np.mean(predictions.var(axis=0)),
        "noise": sigma**2,
        "mse": np.mean((predictions - targets) ** 2),
    }

# %% ex17-plot-tradeoff

def plot_tradeoff(table):
    fig, ax = plt.subplots()
    places = np.arange(len(table))
    for i, key in enumerate(["bias2", "variance", "mse"]):
        ax.bar(places + 0.25 * i, [table[d][key] for d in table], width=0.25, label=key)
    ax.set_xticks(places + 0.25, [str(d) for d in table])
    ax.set_yscale("log")
    ax.set_xlabel("degree")
    ax.set_ylabel("error")
    ax.legend()
    return fig
