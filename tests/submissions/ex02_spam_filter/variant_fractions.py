"""Exact fractions throughout; results are Fractions."""
#: kind: variant

# %% ex02-p-spam-given-flagged
from fractions import Fraction

p_spam_given_flagged = Fraction(2, 100) * Fraction(95, 100) / (
    Fraction(2, 100) * Fraction(95, 100) + Fraction(98, 100) * Fraction(1, 100)
)

# %% ex02-posterior
from fractions import Fraction

def posterior(prior, sensitivity, specificity):
    p, s, c = (Fraction(str(value)) for value in (prior, sensitivity, specificity))
    if min(p, s, c) < 0 or max(p, s, c) > 1:
        raise ValueError("probabilities only")
    flagged = p * s + (1 - p) * (1 - c)
    if not flagged:
        raise ValueError("no flags")
    return p * s / flagged

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    p, s, c = (Fraction(str(value)) for value in (prior, sensitivity, specificity))
    beliefs = []
    for result in results:
        spam, other = (s, 1 - c) if result else (1 - s, c)
        total = p * spam + (1 - p) * other
        if total == 0:
            raise ValueError("this can't happen")
        p = p * spam / total
        beliefs.append(p)
    return beliefs
