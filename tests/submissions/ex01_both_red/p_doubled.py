"""Doubles for the order of two balls of one colour."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: order was counted twice

# %% ex01-both-red
p_both_red = 2 * (3 / 10) * (2 / 9)
