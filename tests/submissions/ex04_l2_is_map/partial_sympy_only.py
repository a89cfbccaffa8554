"""Parts 1 to 3 are done, the function is not."""

#: kind: partial
#: base: release
#: fails: ex04-test-map-weights, ex04-test-map-weights-edges, ex04-test-map-weights-refuses

# %% ex04-prior-variance
prior_variance = 1 / (2 * lam)

# %% ex04-log-prior
log_prior = sympy.log(lam / sympy.pi) / 2 - lam * theta**2

# %% ex04-log-prior-constant
log_prior_constant = sympy.log(lam / sympy.pi) / 2
