"""The zeros are treated as a constant."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-score
#: says: ex03-test-score: Only the ones have a slope

# %% ex03-score
score = k / p
