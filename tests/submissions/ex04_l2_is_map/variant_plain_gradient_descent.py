"""Gradient descent with one fixed step, 20,000 times."""

#: kind: variant


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    w = np.zeros(X.shape[1])
    for _ in range(20_000):
        w = w - 0.01 * (2 * lam * w - X.T @ (y - X @ w))
    return w
