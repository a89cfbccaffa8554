"""lam = 0 is refused, though it is least squares."""

#: kind: misconception
#: fails: ex04-test-map-weights-edges
#: says: ex04-test-map-weights-edges: lam must be positive


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam <= 0:
        raise ValueError("lam must be positive")
    return np.linalg.solve(X.T @ X + 2 * lam * np.eye(X.shape[1]), X.T @ y)
