"""SymPy: solved with symbols, results are SymPy numbers."""
#: kind: variant
#: needs: sympy

# %% ex02-p-spam-given-flagged
import sympy as sp
p_spam_given_flagged = sp.Rational(2, 100) * sp.Rational(95, 100) / sp.Rational(288, 10_000)

# %% ex02-posterior
def posterior(prior, sensitivity, specificity):
    p, s, c = (sp.nsimplify(v, rational=True) for v in (prior, sensitivity, specificity))
    if any(v < 0 or v > 1 for v in (p, s, c)):
        raise ValueError("outside [0, 1]")
    flagged = p * s + (1 - p) * (1 - c)
    if flagged == 0:
        raise ValueError("impossible")
    return p * s / flagged

# %% ex02-posterior-sequence
def posterior_sequence(prior, sensitivity, specificity, results):
    s, c = sp.nsimplify(sensitivity, rational=True), sp.nsimplify(specificity, rational=True)
    out = []
    for r in results:
        prior = posterior(prior, s, c) if r else posterior(prior, 1 - s, 1 - c)
        out.append(prior)
    return out
