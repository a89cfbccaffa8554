"""The penalty is taken for the log prior, sign and all: a density that grows without end."""

#: kind: misconception
#: fails: ex04-test-log-prior-shape, ex04-test-log-prior-area
#: says: ex04-test-log-prior-shape: sign in the exponent
#: says: ex04-test-log-prior-area: area

# %% ex04-log-prior
log_prior = lam * theta**2 + sympy.log(lam / sympy.pi) / 2
