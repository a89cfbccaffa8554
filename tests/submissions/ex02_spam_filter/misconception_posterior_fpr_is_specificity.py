"""The specificity taken for the false-positive rate, in posterior."""
#: kind: misconception
#: fails: ex02-test-posterior-value, ex02-test-posterior-certainty
#: says: ex02-test-posterior-value: took the specificity for the false-positive rate

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not all(0 <= value <= 1 for value in (prior, sensitivity, specificity)):
        raise ValueError("a probability lies between 0 and 1")
    flagged = prior * sensitivity + (1 - prior) * specificity
    if flagged == 0:
        raise ValueError("there are no flags")
    return prior * sensitivity / flagged
