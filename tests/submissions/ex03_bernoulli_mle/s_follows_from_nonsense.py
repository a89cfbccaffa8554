"""A first step without data in it, and correct calculus from there on."""
#: kind: misconception
#: fails: ex03-test-log-likelihood, ex03-test-score

# %% ex03-log-likelihood
log_likelihood = p**2

# %% ex03-score
score = 2 * p
