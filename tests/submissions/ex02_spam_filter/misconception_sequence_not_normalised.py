"""Multiplies the chances and never divides."""
#: kind: misconception
#: fails: ex02-test-sequence-updates
#: says: ex02-test-sequence-updates: how probable the result was

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        a, b = (sensitivity, 1 - specificity) if flagged else (1 - sensitivity, specificity)
        if prior * a + (1 - prior) * b == 0:
            raise ValueError("impossible")
        prior = prior * a
        posteriors.append(prior)
    return posteriors
