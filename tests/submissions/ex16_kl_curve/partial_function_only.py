"""Only kl_curve."""

#: kind: partial
#: base: release
#: fails: ex16-test-q-best, ex16-test-plot-line, ex16-test-plot-labels, ex16-test-plot-minimum

# %% ex16-kl-curve

from scipy.special import rel_entr

def kl_curve(P, q):
    return rel_entr(P[0], q) + rel_entr(P[1], 1 - q)
