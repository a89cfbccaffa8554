"""Refuses with assert, which raises AssertionError and no ValueError."""
#: kind: misconception
#: fails: ex02-test-posterior-refusals
#: says: ex02-test-posterior-refusals: `assert` raises

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    assert 0 <= prior <= 1 and 0 <= sensitivity <= 1 and 0 <= specificity <= 1
    flagged_spam = prior * sensitivity
    flagged_other = (1 - prior) * (1 - specificity)
    if flagged_spam + flagged_other == 0:
        raise ValueError("no flags")
    return flagged_spam / (flagged_spam + flagged_other)
