"""posterior prints its result and returns nothing, so the sequence has nothing to go on with."""
#: kind: partial
#: base: solution
#: fails: ex02-test-posterior-value, ex02-test-posterior-certainty, ex02-test-posterior-refusals, ex02-test-sequence-updates, ex02-test-sequence-edges

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    if not all(0 <= v <= 1 for v in (prior, sensitivity, specificity)):
        raise ValueError("not a probability")
    flagged = prior * sensitivity + (1 - prior) * (1 - specificity)
    if flagged == 0:
        raise ValueError("no flags")
    print(prior * sensitivity / flagged)
