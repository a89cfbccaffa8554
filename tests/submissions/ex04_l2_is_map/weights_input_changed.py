"""X is scaled in place."""

#: kind: misconception
#: fails: ex04-test-map-weights-refuses
#: says: ex04-test-map-weights-refuses: in place


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    d = X.shape[1]
    X /= 2.0
    w = np.linalg.solve(X.T @ X + 0.5 * lam * np.eye(d), X.T @ y) / 2.0
    return w
