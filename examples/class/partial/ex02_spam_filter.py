"""Only the number, with a written answer."""
#: base: release

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 190 / 288
print("of", 288, "flagged emails", 190, "are spam")

# %% ex02-why [markdown]
# She mixes up P(flagged | spam) with P(spam | flagged): of 10,000 emails 190 spam ones are flagged, and 98 good ones.
