"""The variance is used as if it were the standard deviation, consistently."""

#: kind: misconception
#: fails: ex04-test-log-prior-shape
#: says: ex04-test-log-prior-shape: variance was squared

# %% ex04-log-prior
sigma = prior_variance
log_prior = -sympy.log(sigma) - sympy.log(2 * sympy.pi) / 2 - theta**2 / (2 * sigma**2)
