"""Values outside [0, 1] are taken as they come."""
#: kind: misconception
#: fails: ex02-test-posterior-refusals
#: says: ex02-test-posterior-refusals: a prior of

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    # inputs are fine
    flagged_spam = prior * sensitivity
    flagged_other = (1 - prior) * (1 - specificity)
    if flagged_spam + flagged_other == 0:
        raise ValueError("no flags")
    return flagged_spam / (flagged_spam + flagged_other)
