"""NumPy adds 2 lam to every entry of the matrix: the identity is missing."""

#: kind: misconception
#: fails: ex04-test-map-weights, ex04-test-map-weights-edges
#: says: ex04-test-map-weights: how does lam enter
#: says: ex04-test-map-weights-edges: Singular matrix


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    return np.linalg.solve(X.T @ X + 2 * lam, X.T @ y)
