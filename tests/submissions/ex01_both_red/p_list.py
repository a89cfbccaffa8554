"""The number in a list."""
#: kind: misconception
#: fails: ex01-test-both-red

# %% ex01-both-red
p_both_red = [3 / 10 * 2 / 9]
