"""The joint probability, never divided by the chance of a flag, in the number."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: joint probability

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.02 * 0.95
