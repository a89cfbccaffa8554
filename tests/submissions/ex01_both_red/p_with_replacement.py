"""Draws with replacement: the bag never changes."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: with replacement

# %% ex01-both-red
p_both_red = 3 / 10 * 3 / 10
