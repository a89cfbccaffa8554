"""Rows that have no partner are silently dropped."""

#: kind: misconception
#: fails: ex04-test-map-weights-refuses
#: says: ex04-test-map-weights-refuses: different numbers of rows


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError
    n = min(len(X), len(y))
    X, y = X[:n], y[:n]
    return np.linalg.solve(X.T @ X + 2 * lam * np.eye(X.shape[1]), X.T @ y)
