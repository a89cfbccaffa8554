"""Odds for a chance: 3 good ways to 42 bad ones."""
#: kind: misconception
#: fails: ex01-test-both-red
#: says: ex01-test-both-red: odds

# %% ex01-both-red
p_both_red = 3 / 42
