"""Outcomes that Q rules out are left out."""

#: kind: misconception
#: fails: ex16-test-curve-ends
#: says: ex16-test-curve-ends: left out

# %% ex16-kl-curve

def kl_curve(P, q):
    total = np.zeros(len(q))
    for i, belief in enumerate(q):
        for p, b in ((P[0], belief), (P[1], 1 - belief)):
            if p > 0 and b > 0:
                total[i] += p * math.log(p / b)
    return total
