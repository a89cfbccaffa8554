"""A posterior that refuses everything earns nothing for refusing."""
#: kind: partial
#: base: solution
#: fails: ex02-test-posterior-value, ex02-test-posterior-certainty, ex02-test-posterior-refusals, ex02-test-sequence-updates, ex02-test-sequence-edges

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    raise ValueError("not today")
