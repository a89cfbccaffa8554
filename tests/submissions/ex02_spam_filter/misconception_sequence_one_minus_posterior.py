"""Takes 1 - posterior for a result that is not flagged."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: one minus the posterior

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        prior = posterior(prior, sensitivity, specificity)
        if not flagged:
            prior = 1 - prior
        posteriors.append(prior)
    return posteriors
