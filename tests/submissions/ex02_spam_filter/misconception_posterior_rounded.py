"""Rounds the result to four decimals; the sequence follows from it."""
#: kind: misconception
#: fails: ex02-test-posterior-value
#: says: ex02-test-posterior-value: don't round

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not all(0 <= v <= 1 for v in (prior, sensitivity, specificity)):
        raise ValueError("not a probability")
    flagged_spam = prior * sensitivity
    flagged_other = (1 - prior) * (1 - specificity)
    if flagged_spam + flagged_other == 0:
        raise ValueError("no flags")
    return round(flagged_spam / (flagged_spam + flagged_other), 4)
