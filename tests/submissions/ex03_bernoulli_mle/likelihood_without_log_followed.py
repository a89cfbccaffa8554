"""The likelihood itself; score and curvature are its true derivatives."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: Did you take the log?

# %% ex03-log-likelihood
log_likelihood = sp.binomial(n, k) * p**k * (1 - p) ** (n - k)

# %% ex03-score
score = sp.diff(log_likelihood, p)

# %% ex03-curvature
curvature = sp.diff(score, p)

# %% ex03-p-hat
p_hat = sp.solve(score, p)[-1]
