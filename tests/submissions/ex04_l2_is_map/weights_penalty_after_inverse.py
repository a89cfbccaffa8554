"""The penalty is added after the inversion: a bracket closed too early."""

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
    return (np.linalg.inv(X.T @ X) + 2 * lam * np.eye(X.shape[1])) @ X.T @ y
