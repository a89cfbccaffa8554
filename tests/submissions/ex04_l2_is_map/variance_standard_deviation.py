"""The standard deviation is given as the variance; the density is right."""

#: kind: misconception
#: fails: ex04-test-prior-variance
#: says: ex04-test-prior-variance: standard deviation

# %% ex04-prior-variance
prior_variance = 1 / sympy.sqrt(2 * lam)

# %% ex04-log-prior
log_prior = -(theta**2) / (2 * prior_variance**2) - sympy.log(prior_variance) - sympy.log(2 * sympy.pi) / 2

# %% ex04-log-prior-constant
log_prior_constant = sympy.log(lam / sympy.pi) / 2
