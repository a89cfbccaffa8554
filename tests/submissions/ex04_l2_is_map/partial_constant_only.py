"""Only the constant is there."""

#: kind: partial
#: base: release
#: fails: ex04-test-prior-variance, ex04-test-log-prior-shape, ex04-test-log-prior-area, ex04-test-map-weights, ex04-test-map-weights-edges, ex04-test-map-weights-refuses

# %% ex04-log-prior-constant
log_prior_constant = (sympy.log(lam) - sympy.log(sympy.pi)) / 2
