"""A pandas DataFrame plots; the table has NumPy integers as keys."""

#: kind: variant
#: needs: pandas

# %% ex17-table

table = {}
for degree in np.array([1, 5, 10, 20]):
    table[degree] = bias_variance(int(degree), f, x_test, n_train, sigma, n_datasets, rng=np.random.default_rng(42))

# %% ex17-plot-tradeoff

import pandas as pd

def plot_tradeoff(table):
    frame = pd.DataFrame(table).T.drop(columns="noise")
    return frame.plot(kind="bar", logy=True, xlabel="degree", ylabel="squared error")
