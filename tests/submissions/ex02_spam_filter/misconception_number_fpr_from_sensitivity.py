"""False-positive rate taken as 1 - sensitivity, in the number."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: false-positive rate from the sensitivity

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.02 * 0.95 / (0.02 * 0.95 + 0.98 * 0.05)
