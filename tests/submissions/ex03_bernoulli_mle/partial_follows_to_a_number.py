"""Each outcome counted once, so that one half follows, a number."""
#: kind: partial
#: base: solution
#: fails: ex03-test-log-likelihood

# %% ex03-log-likelihood
log_likelihood = sp.log(p) + sp.log(1 - p)

# %% ex03-score
score = 1 / p - 1 / (1 - p)

# %% ex03-p-hat
p_hat = sp.Rational(1, 2)

# %% ex03-curvature
curvature = sp.diff(score, p)
