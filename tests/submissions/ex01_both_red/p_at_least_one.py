"""At least one red ball."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: at least one red

# %% ex01-both-red
p_both_red = 1 - 7 / 10 * 6 / 9
