"""Bad arguments end in an AssertionError instead of a ValueError."""

#: kind: misconception
#: fails: ex04-test-map-weights-refuses
#: says: ex04-test-map-weights-refuses: raised AssertionError


# %% ex04-map-weights
def map_weights(X, y, lam):
    assert lam >= 0
    assert len(X) == len(y)
    return np.linalg.solve(X.T @ X + 2 * lam * np.eye(X.shape[1]), X.T @ y)
