"""The binomial coefficient is there, the zeros are not; the score follows."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-log-likelihood
#: says: ex03-test-log-likelihood: the natural log of neither

# %% ex03-log-likelihood
log_likelihood = sp.log(sp.binomial(n, k)) + k * sp.log(p)

# %% ex03-score
score = k / p

# %% ex03-curvature
curvature = -k / p**2
