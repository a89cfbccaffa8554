"""The density itself instead of its log."""

#: kind: misconception
#: fails: ex04-test-log-prior-shape, ex04-test-log-prior-area
#: says: ex04-test-log-prior-shape: density itself
#: says: ex04-test-log-prior-area: area

# %% ex04-log-prior
log_prior = sympy.sqrt(lam / sympy.pi) * sympy.exp(-lam * theta**2)
