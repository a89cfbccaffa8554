"""A variance without lam carries nothing over to the log prior."""

#: kind: partial
#: base: solution
#: fails: ex04-test-prior-variance, ex04-test-log-prior-shape, ex04-test-log-prior-area

# %% ex04-prior-variance
prior_variance = sympy.Integer(1)

# %% ex04-log-prior
log_prior = -(theta**2) / 2 - sympy.log(2 * sympy.pi) / 2

# %% ex04-log-prior-constant
log_prior_constant = sympy.log(lam / sympy.pi) / 2
