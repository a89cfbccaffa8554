"""A negative lam is not refused."""

#: kind: misconception
#: fails: ex04-test-map-weights-refuses
#: says: ex04-test-map-weights-refuses: reward large weights


# %% ex04-map-weights
def map_weights(X, y, lam):
    return np.linalg.solve(X.T @ X + 2 * lam * np.eye(X.shape[1]), X.T @ y)
