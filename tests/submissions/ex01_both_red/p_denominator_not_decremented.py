"""One red ball less, but still ten balls."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: How many balls in all

# %% ex01-both-red
p_both_red = (3 / 10) * (2 / 10)
