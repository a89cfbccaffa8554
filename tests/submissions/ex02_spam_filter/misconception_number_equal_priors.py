"""Both kinds of email taken as equally common, in the number."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: equal priors

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.95 / (0.95 + 0.01)
