"""Ones against zeros instead of against all."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: odds

# %% ex03-p-hat
p_hat = k / (n - k)
