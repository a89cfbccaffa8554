"""One weight at a time, in a loop, until nothing moves."""

#: kind: variant


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    w = np.zeros(X.shape[1])
    for _ in range(20000):
        before = w.copy()
        for j in range(len(w)):
            rest = y - X @ w + X[:, j] * w[j]
            w[j] = X[:, j] @ rest / (X[:, j] @ X[:, j] + 2 * lam)
        if np.abs(w - before).max() < 1e-13:
            break
    return w
