"""Appends before updating: the prior comes first, the last posterior is missing."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: append before you update

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        posteriors.append(prior)
        if flagged:
            prior = posterior(prior, sensitivity, specificity)
        else:
            prior = posterior(prior, 1 - sensitivity, 1 - specificity)
    return posteriors
