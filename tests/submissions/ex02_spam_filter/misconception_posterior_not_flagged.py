"""Updates as if the email had passed."""
#: kind: misconception
#: fails: ex02-test-posterior-value, ex02-test-posterior-certainty, ex02-test-posterior-refusals
#: says: ex02-test-posterior-value: not flagged

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not all(0 <= v <= 1 for v in (prior, sensitivity, specificity)):
        raise ValueError("not a probability")
    passed = prior * (1 - sensitivity) + (1 - prior) * specificity
    if passed == 0:
        raise ValueError("impossible")
    return prior * (1 - sensitivity) / passed
