"""Only the first outcome is priced."""

#: kind: misconception
#: fails: ex16-test-curve-values, ex16-test-curve-ends, ex16-test-curve-certain
#: says: ex16-test-curve-values: first outcome only

# %% ex16-kl-curve

def kl_curve(P, q):
    if P[0] == 0:
        return np.zeros(len(q))
    return P[0] * np.log(P[0] / q)
