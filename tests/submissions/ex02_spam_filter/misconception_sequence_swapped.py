"""Arguments handed to posterior in the wrong order."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: swapped

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if flagged:
            prior = posterior(prior, specificity, sensitivity)
        else:
            prior = posterior(prior, 1 - specificity, 1 - sensitivity)
        posteriors.append(prior)
    return posteriors
