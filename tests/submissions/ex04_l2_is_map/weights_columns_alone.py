"""Each weight is fitted by itself."""

#: kind: misconception
#: fails: ex04-test-map-weights, ex04-test-map-weights-edges
#: says: ex04-test-map-weights: three weights at once
#: says: ex04-test-map-weights-edges: least squares


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    return X.T @ y / ((X**2).sum(axis=0) + 2 * lam)
