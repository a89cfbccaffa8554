"""The whole log prior is given as the part without theta."""

#: kind: misconception
#: fails: ex04-test-log-prior-constant
#: says: ex04-test-log-prior-constant: contains theta

# %% ex04-log-prior-constant
log_prior_constant = log_prior
