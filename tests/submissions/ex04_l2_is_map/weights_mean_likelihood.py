"""The squared errors are averaged, so the penalty counts n times."""

#: kind: misconception
#: fails: ex04-test-map-weights
#: says: ex04-test-map-weights: averaged over the examples


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    n, d = X.shape
    return np.linalg.solve(X.T @ X / n + 2 * lam * np.eye(d), X.T @ y / n)
