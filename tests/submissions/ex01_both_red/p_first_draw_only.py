"""The first draw alone."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: first draw alone

# %% ex01-both-red
p_both_red = 3 / 10
