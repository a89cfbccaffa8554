"""The two KLs differ, but only in the fifth decimal."""

#: kind: misconception
#: fails: ex10-test-witness
#: says: ex10-test-witness: further apart

# %% ex10-witness
P = [0.5, 0.5]
Q = [0.55, 0.45]
