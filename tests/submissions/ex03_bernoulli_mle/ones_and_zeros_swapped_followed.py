"""k ones get the probability of a zero, and the estimate is the share of the zeros."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: Ones and zeros have changed places

# %% ex03-log-likelihood
log_likelihood = (n - k) * sp.log(p) + k * sp.log(1 - p)

# %% ex03-score
score = sp.diff(log_likelihood, p)

# %% ex03-p-hat
p_hat = sp.solve(score, p)[0]

# %% ex03-curvature
curvature = sp.diff(score, p)
