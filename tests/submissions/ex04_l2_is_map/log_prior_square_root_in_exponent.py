"""The exponent divides by the standard deviation instead of the variance."""

#: kind: misconception
#: fails: ex04-test-log-prior-shape
#: says: ex04-test-log-prior-shape: where a variance belongs

# %% ex04-log-prior
s = sympy.sqrt(prior_variance)
log_prior = -(theta**2) / (2 * s) - sympy.log(2 * sympy.pi * s) / 2
