"""Returns the prior for no results."""
#: kind: misconception
#: fails: ex02-test-sequence-edges
#: says: ex02-test-sequence-edges: before any result

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    if len(results) == 0:
        return [prior]
    for flagged in results:
        if flagged:
            prior = posterior(prior, sensitivity, specificity)
        else:
            prior = posterior(prior, 1 - sensitivity, 1 - specificity)
        posteriors.append(prior)
    return posteriors
