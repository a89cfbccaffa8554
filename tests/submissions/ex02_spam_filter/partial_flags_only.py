"""The sequence knows flags only: the other branch is not written yet."""
#: kind: partial
#: base: solution
#: fails: ex02-test-sequence-updates, ex02-test-sequence-edges

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if not flagged:
            raise NotImplementedError
        prior = posterior(prior, sensitivity, specificity)
        posteriors.append(prior)
    return posteriors
