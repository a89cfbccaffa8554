"""One place, not in a collection."""

#: kind: misconception
#: fails: ex11-test-p-min
#: says: ex11-test-p-min: A single number is one place

# %% ex11-p-min
p_min = 0
