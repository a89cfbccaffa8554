"""Each result starts again from the original prior."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: starts again from the original prior

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if flagged:
            posteriors.append(posterior(prior, sensitivity, specificity))
        else:
            posteriors.append(posterior(prior, 1 - sensitivity, 1 - specificity))
    return posteriors
