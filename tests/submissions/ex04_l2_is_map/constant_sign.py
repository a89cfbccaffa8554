"""The constant of the negative log prior."""

#: kind: misconception
#: fails: ex04-test-log-prior-constant
#: says: ex04-test-log-prior-constant: sign is turned around

# %% ex04-log-prior-constant
log_prior_constant = sympy.log(sympy.pi / lam) / 2
