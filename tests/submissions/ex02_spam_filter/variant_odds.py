"""Odds form with the ends handled on their own."""
#: kind: variant

# %% ex02-p-spam-given-flagged
odds = (2 / 98) * (0.95 / 0.01)
p_spam_given_flagged = odds / (1 + odds)

# %% ex02-posterior
def _update(p, if_spam, if_not):
    if p * if_spam == 0 and (1 - p) * if_not == 0:
        raise ValueError("impossible")
    if (1 - p) * if_not == 0:
        return 1
    odds = p / (1 - p) * (if_spam / if_not)
    return odds / (1 + odds)


def posterior(prior, sensitivity, specificity):
    if not all(0 <= v <= 1 for v in (prior, sensitivity, specificity)):
        raise ValueError("outside [0, 1]")
    return _update(prior, sensitivity, 1 - specificity)

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    out = []
    for r in results:
        prior = _update(prior, sensitivity, 1 - specificity) if r else _update(prior, 1 - sensitivity, specificity)
        out.append(prior)
    return out
