"""False-positive rate taken as 1 - sensitivity, in posterior."""
#: kind: misconception
#: fails: ex02-test-posterior-value
#: says: ex02-test-posterior-value: false-positive rate from the sensitivity

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not all(0 <= value <= 1 for value in (prior, sensitivity, specificity)):
        raise ValueError("a probability lies between 0 and 1")
    flagged = prior * sensitivity + (1 - prior) * (1 - sensitivity)
    if flagged == 0:
        raise ValueError("there are no flags")
    return prior * sensitivity / flagged
