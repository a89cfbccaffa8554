"""Three outcomes; renaming two of them swaps P and Q."""

#: kind: misconception
#: fails: ex10-test-witness
#: says: ex10-test-witness: mirror image

# %% ex10-witness
P = np.array([0.2, 0.3, 0.5])
Q = P[::-1]
