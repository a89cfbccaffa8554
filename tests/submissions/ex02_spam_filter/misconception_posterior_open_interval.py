"""Refuses 0 and 1 as well."""
#: kind: misconception
#: fails: ex02-test-posterior-certainty
#: says: ex02-test-posterior-certainty: ValueError

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not 0 < prior < 1:
        raise ValueError("not a probability")
    if not 0 <= sensitivity <= 1 or not 0 <= specificity <= 1:
        raise ValueError("not a probability")
    flagged_spam = prior * sensitivity
    flagged_other = (1 - prior) * (1 - specificity)
    if flagged_spam + flagged_other == 0:
        raise ValueError("no flags")
    return flagged_spam / (flagged_spam + flagged_other)
