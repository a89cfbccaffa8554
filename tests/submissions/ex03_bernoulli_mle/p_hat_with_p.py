"""Solved for the wrong unknown: p is still in it."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: still contains p

# %% ex03-p-hat
p_hat = k * (1 - p) / (n - k)
