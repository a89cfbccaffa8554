"""Compares with `is True`, so NumPy's truth values and 1 count as not flagged."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: is True

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if flagged is True:
            prior = posterior(prior, sensitivity, specificity)
        else:
            prior = posterior(prior, 1 - sensitivity, 1 - specificity)
        posteriors.append(prior)
    return posteriors
