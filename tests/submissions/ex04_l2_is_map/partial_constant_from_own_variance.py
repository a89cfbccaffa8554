"""A wrong variance, a log prior that isn't there, and a constant that follows from the variance."""

#: kind: partial
#: base: release
#: fails: ex04-test-prior-variance, ex04-test-log-prior-shape, ex04-test-log-prior-area, ex04-test-map-weights, ex04-test-map-weights-edges, ex04-test-map-weights-refuses

# %% ex04-prior-variance
prior_variance = 1 / lam

# %% ex04-log-prior-constant
log_prior_constant = -sympy.log(2 * sympy.pi / lam) / 2
