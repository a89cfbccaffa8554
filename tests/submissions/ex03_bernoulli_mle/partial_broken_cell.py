"""A cell with a syntax error; the later cells are right."""
#: kind: partial
#: base: solution
#: fails: ex03-test-score

# %% ex03-score
score = k / p - (n - k) / (1 - p
