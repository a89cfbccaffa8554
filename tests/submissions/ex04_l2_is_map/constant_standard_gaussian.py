"""The constant of the standard Gaussian."""

#: kind: misconception
#: fails: ex04-test-log-prior-constant
#: says: ex04-test-log-prior-constant: standard Gaussian

# %% ex04-log-prior-constant
log_prior_constant = -sympy.log(2 * sympy.pi) / 2
