"""A subclass of ValueError, type hints, early returns; the number as text-free float literal."""
#: kind: variant

# %% ex02-p-spam-given-flagged
p_spam_given_flagged = 0.6597

# %% ex02-posterior
class ImpossibleEvidence(ValueError):
    pass


def posterior(prior: float, sensitivity: float, specificity: float) -> float:
    if prior < 0 or prior > 1 or sensitivity < 0 or sensitivity > 1 or specificity < 0 or specificity > 1:
        raise ImpossibleEvidence
    miss = (1.0 - prior) * (1.0 - specificity)
    hit = prior * sensitivity
    if hit == miss == 0:
        raise ImpossibleEvidence("nothing is ever flagged")
    if hit == 0:
        return 0
    return 1 / (1 + miss / hit)
