"""Nothing happens for a result that is not flagged."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: ignore the results that are not flagged

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if flagged:
            prior = posterior(prior, sensitivity, specificity)
        posteriors.append(prior)
    return posteriors
