"""Derivatives of a line: nothing is earned by following it."""
#: kind: partial
#: base: solution
#: fails: ex03-test-log-likelihood, ex03-test-score, ex03-test-p-hat, ex03-test-curvature

# %% ex03-log-likelihood
log_likelihood = p

# %% ex03-score
score = sp.Integer(1)

# %% ex03-p-hat
p_hat = sp.Integer(0)

# %% ex03-curvature
curvature = sp.Integer(0)
