"""Spam given that the email was not flagged."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: not flagged

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.02 * 0.05 / (0.02 * 0.05 + 0.98 * 0.99)
