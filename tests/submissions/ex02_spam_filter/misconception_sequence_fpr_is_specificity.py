"""The specificity taken for the false-positive rate, in the sequence only."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: took the specificity for the false-positive rate

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        a, b = (sensitivity, specificity) if flagged else (1 - sensitivity, 1 - specificity)
        if prior * a + (1 - prior) * b == 0:
            raise ValueError("impossible")
        prior = prior * a / (prior * a + (1 - prior) * b)
        posteriors.append(prior)
    return posteriors
