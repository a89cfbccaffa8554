"""Counts instead of probabilities."""

#: kind: misconception
#: fails: ex10-test-witness
#: says: ex10-test-witness: P sums to 10

# %% ex10-witness
P = [9, 1]
Q = [5, 5]
