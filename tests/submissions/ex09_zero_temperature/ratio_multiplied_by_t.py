"""T multiplies the gap; the limit follows from it."""

#: kind: misconception
#: fails: ex09-test-ratio
#: says: ex09-test-ratio: T multiplies the gap

# %% ex09-ratio
ratio = sp.exp(-Delta * T)
