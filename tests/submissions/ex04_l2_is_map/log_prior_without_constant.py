"""The normalising constant is left out."""

#: kind: misconception
#: fails: ex04-test-log-prior-area
#: says: ex04-test-log-prior-area: in front of the exponential

# %% ex04-log-prior
log_prior = -lam * theta**2
