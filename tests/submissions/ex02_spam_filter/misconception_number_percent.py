"""The right number in percent."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: percentage

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 100 * 95 / 144
