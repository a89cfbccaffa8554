"""The answer as a text."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: leave the quotes out

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = "0.6597"
