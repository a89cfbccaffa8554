"""Adds the two chances."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: added

# %% ex01-both-red
p_both_red = 3 / 10 + 2 / 9
