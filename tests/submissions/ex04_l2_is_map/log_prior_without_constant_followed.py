"""The normalising constant is left out, and so nothing is left without theta."""

#: kind: misconception
#: fails: ex04-test-log-prior-area
#: says: ex04-test-log-prior-area: in front of the exponential

# %% ex04-log-prior
log_prior = -lam * theta**2

# %% ex04-log-prior-constant
log_prior_constant = 0
