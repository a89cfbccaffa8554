"""lam was set to 0.1, so the variance is a number."""

#: kind: misconception
#: fails: ex04-test-prior-variance
#: says: ex04-test-prior-variance: plain number

# %% ex04-prior-variance
my_lam = 0.1
prior_variance = 1 / (2 * my_lam)

# %% ex04-log-prior
log_prior = -lam * theta**2 + sympy.log(lam / sympy.pi) / 2
