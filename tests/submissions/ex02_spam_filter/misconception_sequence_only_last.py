"""Returns the last posterior only."""
#: kind: misconception
#: fails: ex02-test-sequence-updates, ex02-test-sequence-edges
#: says: ex02-test-sequence-updates: not only the last

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if flagged:
            prior = posterior(prior, sensitivity, specificity)
        else:
            prior = posterior(prior, 1 - sensitivity, 1 - specificity)
    return prior
