"""posterior has swapped rates; the sequence is built on it for flags, and right for passes."""
#: kind: partial
#: base: solution
#: fails: ex02-test-posterior-value
#: says: ex02-test-posterior-value: swapped

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not all(0 <= v <= 1 for v in (prior, sensitivity, specificity)):
        raise ValueError("not a probability")
    flagged = prior * specificity + (1 - prior) * (1 - sensitivity)
    if flagged == 0:
        raise ValueError("no flags")
    return prior * specificity / flagged

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    posteriors = []
    for flagged in results:
        if flagged:
            prior = posterior(prior, sensitivity, specificity)
        else:
            passed = prior * (1 - sensitivity) + (1 - prior) * specificity
            if passed == 0:
                raise ValueError("impossible")
            prior = prior * (1 - sensitivity) / passed
        posteriors.append(prior)
    return posteriors
