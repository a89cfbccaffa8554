"""The score as a text."""
#: kind: misconception
#: base: solution
#: fails: ex03-test-score
#: says: ex03-test-score: without quotes

# %% ex03-score
score = "k/p - (n - k)/(1 - p)"
