"""A weight below 0 makes the sum come out."""

#: kind: misconception
#: fails: ex10-test-witness
#: says: ex10-test-witness: negative probability

# %% ex10-witness
P = [1.2, -0.2]
Q = [0.5, 0.5]
