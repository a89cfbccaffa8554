"""Two coins, each the mirror image of the other."""

#: kind: misconception
#: fails: ex10-test-witness
#: says: ex10-test-witness: mirror image

# %% ex10-witness
P = [0.3, 0.7]
Q = [0.7, 0.3]
