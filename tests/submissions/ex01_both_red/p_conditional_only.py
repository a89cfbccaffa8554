"""The second draw alone, given the first."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: second draw alone

# %% ex01-both-red
p_both_red = 2 / 9
