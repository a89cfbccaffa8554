"""The prior behind an L1 penalty, properly normalised."""

#: kind: misconception
#: fails: ex04-test-log-prior-shape
#: says: ex04-test-log-prior-shape: Laplace

# %% ex04-log-prior
log_prior = -lam * sympy.Abs(theta) + sympy.log(lam / 2)
