"""The Gaussian exponent without its 2, so the area is off as well."""

#: kind: misconception
#: fails: ex04-test-log-prior-shape, ex04-test-log-prior-area
#: says: ex04-test-log-prior-shape: twice too large
#: says: ex04-test-log-prior-area: area

# %% ex04-log-prior
log_prior = -(theta**2) / prior_variance - sympy.log(2 * sympy.pi * prior_variance) / 2
