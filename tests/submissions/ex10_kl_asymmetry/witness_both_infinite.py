"""Each rules out what the other one says."""

#: kind: misconception
#: fails: ex10-test-witness
#: says: ex10-test-witness: Both KLs are infinite

# %% ex10-witness
P = [1.0, 0.0, 0.0]
Q = [0.0, 0.3, 0.7]
