"""NumPy division: an impossible result gives NaN and a warning."""
#: kind: misconception
#: fails: ex02-test-sequence-edges
#: says: ex02-test-sequence-edges: ValueError

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        a, b = (sensitivity, 1 - specificity) if flagged else (1 - sensitivity, specificity)
        prior = np.float64(prior * a) / np.float64(prior * a + (1 - prior) * b)
        posteriors.append(prior)
    return posteriors
