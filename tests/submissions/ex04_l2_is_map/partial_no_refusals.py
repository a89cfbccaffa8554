"""The weights are right, bad arguments are accepted."""

#: kind: partial
#: fails: ex04-test-map-weights-refuses


# %% ex04-map-weights
def map_weights(X, y, lam):
    n = min(len(X), len(y))
    return np.linalg.solve(X[:n].T @ X[:n] + 2 * lam * np.eye(X.shape[1]), X[:n].T @ y[:n])
