"""The log prior and its constant are right, with the variance left out."""

#: kind: partial
#: base: release
#: fails: ex04-test-prior-variance, ex04-test-map-weights, ex04-test-map-weights-edges, ex04-test-map-weights-refuses

# %% ex04-log-prior
log_prior = sympy.log(lam / sympy.pi) / 2 - lam * theta**2

# %% ex04-log-prior-constant
log_prior_constant = log_prior.subs(theta, 0)
