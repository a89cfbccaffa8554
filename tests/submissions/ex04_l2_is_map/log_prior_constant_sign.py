"""The factor in front is written upside down."""

#: kind: misconception
#: fails: ex04-test-log-prior-area
#: says: ex04-test-log-prior-area: area

# %% ex04-log-prior
log_prior = -lam * theta**2 - sympy.log(lam / sympy.pi) / 2
