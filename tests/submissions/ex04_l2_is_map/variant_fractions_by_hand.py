"""Gaussian elimination over fractions in plain Python; the result is a list of Fraction."""

#: kind: variant

# %% ex04-prior-variance
prior_variance = 0.5 / lam

# %% ex04-log-prior
log_prior = -1.0 * lam * theta**2 + 0.5 * sympy.log(lam / sympy.pi)

# %% ex04-log-prior-constant
log_prior_constant = 0.5 * sympy.log(lam) - 0.5 * sympy.log(sympy.pi)

# %% ex04-map-weights
from fractions import Fraction


def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    X = [[Fraction(float(v)) for v in row] for row in X]
    y = [Fraction(float(v)) for v in y]
    d = len(X[0])
    A = [[sum(row[i] * row[j] for row in X) for j in range(d)] for i in range(d)]
    for i in range(d):
        A[i][i] += 2 * Fraction(lam)
        A[i].append(sum(row[i] * target for row, target in zip(X, y)))
    for i in range(d):
        pivot = max(range(i, d), key=lambda r: abs(A[r][i]))
        A[i], A[pivot] = A[pivot], A[i]
        A[i] = [v / A[i][i] for v in A[i]]
        for r in range(d):
            if r != i:
                A[r] = [a - A[r][i] * b for a, b in zip(A[r], A[i])]
    return [A[i][d] for i in range(d)]
