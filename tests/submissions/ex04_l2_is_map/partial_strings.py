"""Formulas in quotes."""

#: kind: partial
#: fails: ex04-test-prior-variance, ex04-test-log-prior-shape, ex04-test-log-prior-area, ex04-test-log-prior-constant
#: says: ex04-test-log-prior-constant: leave the quotes out

# %% ex04-prior-variance
prior_variance = "1/(2*lam)"

# %% ex04-log-prior
log_prior = "-lam*theta**2 + log(lam/pi)/2"

# %% ex04-log-prior-constant
log_prior_constant = "log(lam/pi)/2"
