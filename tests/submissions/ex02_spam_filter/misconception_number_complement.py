"""The complement: P(not spam | flagged), in the number."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: complement

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.98 * 0.01 / (0.02 * 0.95 + 0.98 * 0.01)
