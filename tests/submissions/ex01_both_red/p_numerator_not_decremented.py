"""One ball less in the bag, but still three red ones."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: how many of those are red

# %% ex01-both-red
p_both_red = (3 / 10) * (3 / 9)
