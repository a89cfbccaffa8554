"""The number in quotes."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: a text

# %% ex01-both-red
p_both_red = "0.0667"
