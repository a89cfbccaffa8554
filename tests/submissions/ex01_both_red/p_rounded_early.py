"""Two digits are not four decimals."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: rounded too early

# %% ex01-both-red
p_both_red = 0.067
