"""The number and posterior without refusals; the sequence is not begun."""
#: kind: partial
#: base: release
#: fails: ex02-test-posterior-refusals, ex02-test-sequence-updates, ex02-test-sequence-edges

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.02 * 0.95 / (0.02 * 0.95 + 0.98 * 0.01)

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    return prior * sensitivity / (prior * sensitivity + (1 - prior) * (1 - specificity))
