"""The list that sp.solve gives."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-p-hat
#: says: ex03-test-p-hat: sp.solve

# %% ex03-p-hat
p_hat = sp.solve(score, p)
