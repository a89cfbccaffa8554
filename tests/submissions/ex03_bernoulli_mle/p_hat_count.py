"""The count instead of the share."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: k counts the ones

# %% ex03-p-hat
p_hat = k
