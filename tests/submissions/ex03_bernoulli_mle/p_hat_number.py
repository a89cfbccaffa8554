"""A number, from k = 7 and n = 10."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: 0.7, a number

# %% ex03-p-hat
p_hat = 7 / 10
