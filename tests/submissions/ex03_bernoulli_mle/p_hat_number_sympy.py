"""A number by substitution."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: 0.7, a number

# %% ex03-p-hat
p_hat = (k / n).subs({k: 7, n: 10})
