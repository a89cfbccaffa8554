"""The whole interval instead of its ends."""

#: kind: misconception
#: fails: ex11-test-p-min
#: says: ex11-test-p-min: a collection of numbers

# %% ex11-p-min
p_min = sp.Interval(0, 1)
