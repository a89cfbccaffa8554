"""Only the number is done."""
#: kind: partial
#: base: release
#: fails: ex02-test-posterior-value, ex02-test-posterior-certainty, ex02-test-posterior-refusals, ex02-test-sequence-updates, ex02-test-sequence-edges

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.02 * 0.95 / (0.02 * 0.95 + 0.98 * 0.01)
