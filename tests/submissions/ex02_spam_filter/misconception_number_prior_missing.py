"""No prior on the false-positive term, in the number."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: weigh

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.02 * 0.95 / (0.02 * 0.95 + 0.01)
