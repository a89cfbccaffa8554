"""Adds a small constant to avoid the division by zero, and so refuses nothing."""
#: kind: misconception
#: fails: ex02-test-posterior-refusals, ex02-test-sequence-edges
#: says: ex02-test-posterior-refusals: no flag can happen

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not all(0 <= v <= 1 for v in (prior, sensitivity, specificity)):
        raise ValueError("not a probability")
    flagged_spam = prior * sensitivity
    flagged_other = (1 - prior) * (1 - specificity)
    # can't be zero
    return flagged_spam / (flagged_spam + flagged_other + 1e-12)
