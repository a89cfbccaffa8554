"""Returned as a list of NumPy scalars and Decimals; conjugate gradients by hand."""

#: kind: variant

# %% ex04-map-weights
from decimal import Decimal


def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    d = X.shape[1]
    w = np.zeros(d)
    r = X.T @ y
    p = r.copy()
    for _ in range(10 * d):
        if r @ r < 1e-28:
            break
        Ap = X.T @ (X @ p) + 2 * lam * p
        a = r @ r / (p @ Ap)
        w, new = w + a * p, r - a * Ap
        p = new + (new @ new) / (r @ r) * p
        r = new
    return [Decimal(float(w[0])), *w[1:]]
