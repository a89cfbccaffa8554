"""A factor lost somewhere: the message compares with the student's own log-likelihood."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-score
#: says: ex03-test-score: the derivative of your own log_likelihood is

# %% ex03-score
score = k / p - (n - 2 * k) / (1 - p)
