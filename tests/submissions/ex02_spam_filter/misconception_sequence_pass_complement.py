"""After a pass: goes on with P(not spam | passed)."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: the chance that the email is not spam

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if flagged:
            prior = posterior(prior, sensitivity, specificity)
        else:
            prior = 1 - posterior(prior, 1 - sensitivity, 1 - specificity)
        posteriors.append(prior)
    return posteriors
