"""The 2 of the Gaussian exponent is forgotten; later steps follow from it."""

#: kind: misconception
#: fails: ex04-test-prior-variance
#: says: ex04-test-prior-variance: half of the penalty

# %% ex04-prior-variance
prior_variance = 1 / lam

# %% ex04-log-prior
log_prior = -(theta**2) / (2 * prior_variance) - sympy.log(2 * sympy.pi * prior_variance) / 2

# %% ex04-log-prior-constant
log_prior_constant = -sympy.log(2 * sympy.pi * prior_variance) / 2
