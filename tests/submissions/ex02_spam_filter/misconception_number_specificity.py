"""The specificity itself, read as how sure a flag is."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: That is the specificity

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.99
