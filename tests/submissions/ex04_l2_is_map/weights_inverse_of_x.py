"""X is inverted although it isn't square."""

#: kind: misconception
#: fails: ex04-test-map-weights, ex04-test-map-weights-edges, ex04-test-map-weights-refuses
#: says: ex04-test-map-weights: can be inverted


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    return np.linalg.inv(X) @ y / (1 + 2 * lam)
