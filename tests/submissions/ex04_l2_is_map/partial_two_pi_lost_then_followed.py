"""The 2 pi is missing from the log prior; the constant is what is left of it."""

#: kind: partial
#: fails: ex04-test-log-prior-area
#: says: ex04-test-log-prior-area: in front of the exponential

# %% ex04-log-prior
log_prior = -(theta**2) / (2 * prior_variance) - sympy.log(prior_variance) / 2

# %% ex04-log-prior-constant
log_prior_constant = log_prior.subs(theta, 0)
