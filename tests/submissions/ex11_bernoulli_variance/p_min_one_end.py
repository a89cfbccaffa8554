"""A coin that never shows 1: one end only."""

#: kind: misconception
#: fails: ex11-test-p-min
#: says: ex11-test-p-min: that is one end of the range

# %% ex11-p-min
p_min = [0]
