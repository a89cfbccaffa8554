"""Least squares first, then one common factor."""

#: kind: misconception
#: fails: ex04-test-map-weights, ex04-test-map-weights-edges
#: says: ex04-test-map-weights: shrunk afterwards
#: says: ex04-test-map-weights-edges: more weights than examples


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    return np.linalg.lstsq(X, y, rcond=None)[0] / (1 + 2 * lam)
