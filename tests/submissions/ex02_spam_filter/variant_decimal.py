"""Decimal arithmetic, results left as Decimal, a tuple for the list."""
#: kind: variant

# %% ex02-p-spam-given-flagged
from decimal import Decimal as D

p_spam_given_flagged = D("0.019") / (D("0.019") + D("0.98") * D("0.01"))

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    prior, sensitivity, specificity = D(str(prior)), D(str(sensitivity)), D(str(specificity))
    if any(v < 0 or v > 1 for v in (prior, sensitivity, specificity)):
        raise ValueError("outside [0, 1]")
    total = prior * sensitivity + (1 - prior) * (1 - specificity)
    if total == 0:
        raise ValueError("impossible")
    return prior * sensitivity / total

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    s, c = D(str(sensitivity)), D(str(specificity))
    out = ()
    for r in results:
        prior = posterior(prior, s, c) if r else posterior(prior, 1 - s, 1 - c)
        out += (prior,)
    return out
