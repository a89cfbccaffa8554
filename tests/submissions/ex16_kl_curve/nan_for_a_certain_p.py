"""0 times an infinite logarithm is left as NaN."""

#: kind: misconception
#: fails: ex16-test-curve-certain
#: says: ex16-test-curve-certain: 0 times an infinite logarithm is NaN

# %% ex16-kl-curve

def kl_curve(P, q):
    with np.errstate(all="ignore"):
        return np.asarray(P[0] * np.log(P[0] / q) + P[1] * np.log(P[1] / (1 - q)))
