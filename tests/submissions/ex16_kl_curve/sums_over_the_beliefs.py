"""np.sum without an axis: one price for all beliefs."""

#: kind: misconception
#: fails: ex16-test-curve-values, ex16-test-curve-ends, ex16-test-curve-certain, ex16-test-plot-line, ex16-test-plot-labels, ex16-test-plot-minimum
#: says: ex16-test-curve-values: shape ()
#: says: ex16-test-curve-ends: shape ()

# %% ex16-kl-curve

from scipy.special import rel_entr

def kl_curve(P, q):
    return np.sum(rel_entr(np.array(P)[:, None], np.stack([q, 1 - q])))
