"""Exactly one red ball, which happens to be as likely as two blue ones."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: exactly one red

# %% ex01-both-red
p_both_red = 2 * 3 / 10 * 7 / 9
