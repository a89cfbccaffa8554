"""A slip in the log-likelihood and another one in the score; the rest follows."""
#: kind: partial
#: base: solution
#: fails: ex03-test-log-likelihood, ex03-test-score
#: says: ex03-test-score: the derivative of your own log_likelihood is

# %% ex03-log-likelihood
log_likelihood = k * sp.log(p) + n * sp.log(1 - p)

# %% ex03-score
score = k / p - 2 * n / (1 - p)

# %% ex03-p-hat
p_hat = k / (k + 2 * n)

# %% ex03-curvature
curvature = -k / p**2 - 2 * n / (1 - p) ** 2
