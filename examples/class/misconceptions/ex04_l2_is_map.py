"""Reads the penalty as lam/2, so takes lam for 2 lam in the closed form."""

# %% ex04-prior-variance
prior_variance = 1 / lam

# %% ex04-map-weights
def map_weights(X, y, lam):
    X, y = np.asarray(X, float), np.asarray(y, float)
    if lam < 0 or len(X) != len(y):
        raise ValueError("bad input")
    if lam == 0:
        return np.linalg.lstsq(X, y, rcond=None)[0]
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
