"""The minus sign of the exponent went into the variance."""

#: kind: misconception
#: fails: ex04-test-prior-variance
#: says: ex04-test-prior-variance: positive

# %% ex04-prior-variance
prior_variance = -1 / (2 * lam)

# %% ex04-log-prior
log_prior = -lam * theta**2 + sympy.log(lam / sympy.pi) / 2
