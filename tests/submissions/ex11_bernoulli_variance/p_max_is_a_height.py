"""The largest variance in the place of its place; the variance there follows."""

#: kind: misconception
#: fails: ex11-test-p-max
#: says: ex11-test-p-max: Is that a place

# %% ex11-p-max
p_max = 0.25
