"""A percentage."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: between 0 and 1

# %% ex01-both-red
p_both_red = 100 * 3 / 10 * 2 / 9
