"""The factor in front, without the log."""

#: kind: misconception
#: fails: ex04-test-log-prior-constant
#: says: ex04-test-log-prior-constant: Its log is asked for

# %% ex04-log-prior-constant
log_prior_constant = sympy.sqrt(lam / sympy.pi)
