"""Returns 0 for a flag that can't happen; the sequence inherits it."""
#: kind: misconception
#: fails: ex02-test-posterior-refusals, ex02-test-sequence-edges
#: says: ex02-test-posterior-refusals: no flag can happen
#: says: ex02-test-sequence-edges: a flag that can't happen

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not all(0 <= v <= 1 for v in (prior, sensitivity, specificity)):
        raise ValueError("not a probability")
    flagged_spam = prior * sensitivity
    flagged_other = (1 - prior) * (1 - specificity)
    if flagged_spam + flagged_other == 0:
        return 0.0
    return flagged_spam / (flagged_spam + flagged_other)
