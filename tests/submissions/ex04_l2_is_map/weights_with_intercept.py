"""A column of ones is added, and its weight returned with the others."""

#: kind: misconception
#: fails: ex04-test-map-weights, ex04-test-map-weights-edges
#: says: ex04-test-map-weights: two weights


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    X = np.column_stack([np.ones(len(X)), X])
    return np.linalg.solve(X.T @ X + 2 * lam * np.eye(X.shape[1]), X.T @ y)
