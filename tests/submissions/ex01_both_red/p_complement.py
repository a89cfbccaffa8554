"""One minus the chance."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: not both red

# %% ex01-both-red
p_both_red = 1 - 3 / 10 * 2 / 9
