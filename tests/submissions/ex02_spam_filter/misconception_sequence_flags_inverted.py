"""True read as passed, False as flagged."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: wrong way round

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for passed in results:
        if passed:
            prior = posterior(prior, 1 - sensitivity, 1 - specificity)
        else:
            prior = posterior(prior, sensitivity, specificity)
        posteriors.append(prior)
    return posteriors
