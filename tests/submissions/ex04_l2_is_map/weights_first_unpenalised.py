"""The first weight is treated as an intercept and not penalised."""

#: kind: misconception
#: fails: ex04-test-map-weights, ex04-test-map-weights-edges
#: says: ex04-test-map-weights: how does lam enter
#: says: ex04-test-map-weights-edges: more weights than examples


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    D = np.eye(X.shape[1])
    D[0, 0] = 0
    return np.linalg.lstsq(X.T @ X + 2 * lam * D, X.T @ y, rcond=None)[0]
