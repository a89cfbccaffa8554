"""Ignores its arguments in favour of the numbers of part 1."""
#: kind: misconception
#: fails: ex02-test-posterior-value, ex02-test-posterior-certainty
#: says: ex02-test-posterior-value: not the right value

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not all(0 <= v <= 1 for v in (prior, sensitivity, specificity)):
        raise ValueError("not a probability")
    flagged_spam = prior * sensitivity
    flagged_other = (1 - prior) * (1 - specificity)
    if flagged_spam + flagged_other == 0:
        raise ValueError("no flags")
    return 0.019 / (0.019 + 0.0098) if prior != 0.5 else 0.5
