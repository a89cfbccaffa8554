"""The same, and p_hat and curvature follow from it."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-score
#: says: ex03-test-score: chain rule

# %% ex03-score
score = k / p + (n - k) / (1 - p)

# %% ex03-p-hat
p_hat = sp.solve(score, p)[0]

# %% ex03-curvature
curvature = sp.diff(score, p)
