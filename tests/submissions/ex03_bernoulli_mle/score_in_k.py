"""The derivative with respect to k."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-score
#: says: ex03-test-score: with respect to k

# %% ex03-score
score = sp.diff(log_likelihood, k)
