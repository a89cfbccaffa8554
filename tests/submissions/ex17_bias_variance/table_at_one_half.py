"""The table looks at x = 0.5 only, as the chapter does."""

#: kind: misconception
#: fails: ex17-test-table
#: says: ex17-test-table: x = 0.5

# %% ex17-table

x_test = np.array([0.5])
rng = np.random.default_rng(0)
table = {d: bias_variance(d, f, x_test, n_train, sigma, n_datasets, rng) for d in DEGREES}
