"""X X^T in place of X^T X."""

#: kind: misconception
#: fails: ex04-test-map-weights, ex04-test-map-weights-edges, ex04-test-map-weights-refuses
#: says: ex04-test-map-weights: has 2 rows


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    return np.linalg.solve(X @ X.T + 2 * lam * np.eye(X.shape[0]), X.T @ y)
