"""After a pass: P(pass | spam) taken as the specificity."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: mixed up the two rates

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if flagged:
            a, b = sensitivity, 1 - specificity
        else:
            a, b = specificity, 1 - sensitivity
        if prior * a + (1 - prior) * b == 0:
            raise ValueError("impossible")
        prior = prior * a / (prior * a + (1 - prior) * b)
        posteriors.append(prior)
    return posteriors
