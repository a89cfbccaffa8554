"""The prior variance is added to the diagonal instead of its inverse."""

#: kind: misconception
#: fails: ex04-test-map-weights, ex04-test-map-weights-edges
#: says: ex04-test-map-weights: lam = 10
#: says: ex04-test-map-weights-edges: ZeroDivisionError


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    variance = 1 / (2 * lam)
    return np.linalg.solve(X.T @ X + variance * np.eye(X.shape[1]), X.T @ y)
