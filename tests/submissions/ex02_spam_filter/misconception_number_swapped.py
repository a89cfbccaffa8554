"""Sensitivity and specificity swapped, in the number."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: swapped

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.02 * 0.99 / (0.02 * 0.99 + 0.98 * (1 - 0.95))
