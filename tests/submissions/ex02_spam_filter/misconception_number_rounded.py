"""Rounded to two decimals."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: Rounded too far

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = round(95 / 144, 2)
