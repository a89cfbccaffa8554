"""The square root is forgotten when the log is taken."""

#: kind: misconception
#: fails: ex04-test-log-prior-constant
#: says: ex04-test-log-prior-constant: square root got lost

# %% ex04-log-prior-constant
log_prior_constant = sympy.log(lam / sympy.pi)
