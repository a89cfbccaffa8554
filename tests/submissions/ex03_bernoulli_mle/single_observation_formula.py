"""The formula of one observation with k in its place; all else follows, even p_hat = k."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: It should depend on p, k and n

# %% ex03-log-likelihood
log_likelihood = k * sp.log(p) + (1 - k) * sp.log(1 - p)

# %% ex03-score
score = k / p - (1 - k) / (1 - p)

# %% ex03-p-hat
p_hat = k

# %% ex03-curvature
curvature = -k / p**2 - (1 - k) / (1 - p) ** 2
