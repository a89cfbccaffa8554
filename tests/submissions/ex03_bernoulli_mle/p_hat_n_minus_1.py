"""Divides by n - 1."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: divides by n - 1

# %% ex03-p-hat
p_hat = k / (n - 1)
