"""Works in odds: posterior odds are prior odds times the likelihood ratio."""

# %% ex02-p-spam-given-flagged
odds = (0.02 / 0.98) * (0.95 / 0.01)
p_spam_given_flagged = odds / (1 + odds)

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    table = [(prior, sensitivity), (1 - prior, 1 - specificity)]
    if not all(0 <= value <= 1 for row in table for value in row):
        raise ValueError("probabilities lie between 0 and 1")
    spam, other = (a * b for a, b in table)
    if not spam + other:
        raise ValueError("this filter never flags")
    return spam / (spam + other)

# %% ex02-posterior-sequence
from itertools import accumulate

def posterior_sequence(prior, sensitivity, specificity, results):
    def update(p, flagged):
        if flagged:
            return posterior(p, sensitivity, specificity)
        return posterior(p, 1 - sensitivity, 1 - specificity)

    return list(accumulate(results, update, initial=prior))[1:]
