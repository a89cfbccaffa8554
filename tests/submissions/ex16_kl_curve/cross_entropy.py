"""Cross-entropy: the entropy of P was never taken away."""

#: kind: misconception
#: fails: ex16-test-curve-values
#: says: ex16-test-curve-values: truth and costs nothing

# %% ex16-kl-curve

from scipy.special import xlogy

def kl_curve(P, q):
    return -xlogy(P[0], q) - xlogy(P[1], 1 - q)
