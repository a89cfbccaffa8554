"""A Cholesky factor; shapes are left to NumPy's own ValueError."""

#: kind: variant

# %% ex04-map-weights
from scipy.linalg import cho_factor, cho_solve


def map_weights(X, y, lam):
    if not lam >= 0:
        raise ValueError
    X, y = np.asarray(X, dtype=float).copy(), np.asarray(y, dtype=float).copy()
    gram = np.dot(X.T, X)
    gram[np.diag_indices_from(gram)] += 2 * lam
    return cho_solve(cho_factor(gram), np.dot(X.T, y))
