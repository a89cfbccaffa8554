"""Only the ones are in the log-likelihood, and n has gone with the zeros."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: It should depend on p, k and n

# %% ex03-log-likelihood
log_likelihood = k * sp.log(p)
