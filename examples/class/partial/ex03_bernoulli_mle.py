"""A slip in the first step, followed correctly to the end."""
#: base: release

# %% ex03-log-likelihood
log_likelihood = k * sp.log(p) + n * sp.log(1 - p)

# %% ex03-score
score = sp.diff(log_likelihood, p)

# %% ex03-p-hat
p_hat = sp.solve(score, p)[0]

# %% ex03-curvature
curvature = sp.diff(score, p)
