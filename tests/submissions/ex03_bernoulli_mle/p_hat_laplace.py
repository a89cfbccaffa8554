"""Adds one imagined observation of each kind."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: Laplace smoothing

# %% ex03-p-hat
p_hat = (k + 1) / (n + 2)
