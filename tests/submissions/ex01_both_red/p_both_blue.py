"""Both blue."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: two blue balls

# %% ex01-both-red
p_both_red = 7 / 10 * 6 / 9
