"""The weights by SymPy matrices, returned as a list of SymPy numbers."""

#: kind: variant


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    A, b = sympy.Matrix(X.tolist()), sympy.Matrix(y.tolist())
    left = A.T * A + 2 * lam * sympy.eye(A.cols)
    return list(left.LUsolve(A.T * b))
