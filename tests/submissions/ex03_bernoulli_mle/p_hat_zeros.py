"""The share of the zeros."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: share of the zeros

# %% ex03-p-hat
p_hat = (n - k) / n
