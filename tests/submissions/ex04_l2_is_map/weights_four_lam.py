"""A 2 counts twice."""

#: kind: misconception
#: fails: ex04-test-map-weights
#: says: ex04-test-map-weights: twice as much


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    return np.linalg.solve(0.5 * X.T @ X + 2 * lam * np.eye(X.shape[1]), 0.5 * X.T @ y)
