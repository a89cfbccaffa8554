"""Only the variance is there."""

#: kind: partial
#: base: release
#: fails: ex04-test-log-prior-shape, ex04-test-log-prior-area, ex04-test-log-prior-constant, ex04-test-map-weights, ex04-test-map-weights-edges, ex04-test-map-weights-refuses
#: says: ex04-test-log-prior-shape: log_prior

# %% ex04-prior-variance
prior_variance = 1 / (2 * lam)
