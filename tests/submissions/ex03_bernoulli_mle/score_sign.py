"""All signs turned round; k and n still come out."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-score
#: says: ex03-test-score: All its signs are turned round

# %% ex03-score
score = (n - k) / (1 - p) - k / p

# %% ex03-p-hat
p_hat = sp.solve(score, p)[0]
