"""lam on the diagonal, as in the usual ridge formula (and in libraries whose loss has no 1/2)."""

#: kind: misconception
#: fails: ex04-test-map-weights
#: says: ex04-test-map-weights: half as much


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
