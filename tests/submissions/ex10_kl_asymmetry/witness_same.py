"""The same distribution twice."""

#: kind: misconception
#: fails: ex10-test-witness
#: says: ex10-test-witness: the same distribution

# %% ex10-witness
P = [0.5, 0.5]
Q = [0.5, 0.5]
