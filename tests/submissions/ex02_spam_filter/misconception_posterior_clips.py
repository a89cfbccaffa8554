"""Clips bad values into [0, 1] instead of refusing them."""
#: kind: misconception
#: fails: ex02-test-posterior-refusals
#: says: ex02-test-posterior-refusals: raise a ValueError

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    prior, sensitivity, specificity = np.clip([prior, sensitivity, specificity], 0, 1)
    flagged_spam = prior * sensitivity
    flagged_other = (1 - prior) * (1 - specificity)
    if flagged_spam + flagged_other == 0:
        raise ValueError("no flags")
    return flagged_spam / (flagged_spam + flagged_other)
