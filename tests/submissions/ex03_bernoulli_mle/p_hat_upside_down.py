"""The fraction upside down."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: is divided by which

# %% ex03-p-hat
p_hat = n / k
