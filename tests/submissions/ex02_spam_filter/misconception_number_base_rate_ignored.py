"""Base rate ignored: the sensitivity is the answer, in the number."""
#: kind: misconception
#: fails: ex02-test-p-spam-given-flagged
#: says: ex02-test-p-spam-given-flagged: base rate is ignored

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.95
