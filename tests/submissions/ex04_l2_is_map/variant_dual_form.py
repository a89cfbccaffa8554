"""The kernel form: an n by n system, and least squares at lam = 0."""

#: kind: variant


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    if lam == 0:
        return np.linalg.pinv(X) @ y
    return X.T @ np.linalg.solve(X @ X.T + 2 * lam * np.eye(len(X)), y)
