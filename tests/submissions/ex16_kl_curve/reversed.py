"""KL(Q || P): the weights are Q's."""

#: kind: misconception
#: fails: ex16-test-curve-values, ex16-test-curve-ends, ex16-test-curve-certain
#: says: ex16-test-curve-values: KL(Q || P)
#: says: ex16-test-curve-ends: KL(Q || P)

# %% ex16-kl-curve

from scipy.special import rel_entr

def kl_curve(P, q):
    return rel_entr(q, P[0]) + rel_entr(1 - q, P[1])
