"""The list begins with the prior: one too many, and one for no results."""
#: kind: misconception
#: fails: ex02-test-sequence-updates, ex02-test-sequence-edges
#: says: ex02-test-sequence-updates: The prior
#: says: ex02-test-sequence-edges: The prior

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = [prior]
    for flagged in results:
        if flagged:
            posteriors.append(posterior(posteriors[-1], sensitivity, specificity))
        else:
            posteriors.append(posterior(posteriors[-1], 1 - sensitivity, 1 - specificity))
    return posteriors
