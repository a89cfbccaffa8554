"""The other end only, twice over."""

#: kind: misconception
#: fails: ex11-test-p-min
#: says: ex11-test-p-min: that is one end of the range

# %% ex11-p-min
p_min = np.array([1.0, 1.0])
