"""Python functions where expressions are asked for."""

#: kind: partial
#: fails: ex04-test-prior-variance, ex04-test-log-prior-shape, ex04-test-log-prior-area, ex04-test-log-prior-constant
#: says: ex04-test-prior-variance: SymPy expression
#: says: ex04-test-log-prior-shape: SymPy expression


# %% ex04-prior-variance
def prior_variance(lam):
    return 1 / (2 * lam)


# %% ex04-log-prior
def log_prior(theta, lam):
    return -lam * theta**2 + np.log(lam / np.pi) / 2


# %% ex04-log-prior-constant
def log_prior_constant(lam):
    return np.log(lam / np.pi) / 2
