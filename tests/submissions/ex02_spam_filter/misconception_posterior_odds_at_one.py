"""Odds form that divides by zero at a prior of 1."""
#: kind: misconception
#: fails: ex02-test-posterior-certainty
#: says: ex02-test-posterior-certainty: ZeroDivisionError

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not all(0 <= v <= 1 for v in (prior, sensitivity, specificity)):
        raise ValueError("not a probability")
    flagged_spam = prior * sensitivity
    flagged_other = (1 - prior) * (1 - specificity)
    if flagged_spam + flagged_other == 0:
        raise ValueError("no flags")
    return (lambda odds: odds / (1 + odds))(prior / (1 - prior) * sensitivity / (1 - specificity)) if flagged_other or prior == 1 else 1.0

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    out = []
    for r in results:
        a, b = (sensitivity, 1 - specificity) if r else (1 - sensitivity, specificity)
        if prior * a + (1 - prior) * b == 0:
            raise ValueError("impossible")
        prior = prior * a / (prior * a + (1 - prior) * b)
        out.append(prior)
    return out
