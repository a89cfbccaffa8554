"""The constant is called 0 because it doesn't matter for training."""

#: kind: misconception
#: fails: ex04-test-log-prior-constant
#: says: ex04-test-log-prior-constant: stays behind

# %% ex04-log-prior-constant
log_prior_constant = 0
