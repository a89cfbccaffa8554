"""Treats a result that is not flagged like a flag."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: like a flag

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for _ in results:
        prior = posterior(prior, sensitivity, specificity)
        posteriors.append(prior)
    return posteriors
