"""The normalising constant of lam = 1 is used for every lam."""

#: kind: misconception
#: fails: ex04-test-log-prior-area
#: says: ex04-test-log-prior-area: right for lam = 1 only

# %% ex04-log-prior
log_prior = -lam * theta**2 - sympy.log(sympy.pi) / 2
