"""The variance solved for, an integral left standing, prints, warnings and a helper cell."""

#: kind: variant

# %% ex04-prior-variance
import sys
import warnings

v = sympy.Symbol("v", positive=True)
[prior_variance] = sympy.solve(sympy.Eq(1 / (2 * v), lam), v)
warnings.warn("half done")
print("variance", prior_variance, file=sys.stderr)

# %% ex04-log-prior
area = sympy.Integral(sympy.exp(-(theta**2) / (2 * prior_variance)), (theta, -sympy.oo, sympy.oo))
log_prior = -(theta**2) / (2 * prior_variance) - sympy.log(area)

# %% insert after ex04-test-log-prior-area
lam_in_code = 0.1  # for trying things out
print(log_prior.subs(lam, lam_in_code))

# %% ex04-log-prior-constant
log_prior_constant = sympy.limit(log_prior.doit(), theta, 0)


# %% ex04-map-weights
def map_weights(X, y, lam):
    if lam < 0:
        raise ValueError("negative lam")
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    return np.linalg.solve(X.T @ X + 2 * lam * np.eye(X.shape[1]), X.T @ y)
