"""The ends of q are moved inside, in place, while the ends of the result are set by hand."""

#: kind: misconception
#: fails: ex16-test-curve-values
#: says: ex16-test-curve-values: in place

# %% ex16-kl-curve

def kl_curve(P, q):
    low, high = q == 0, q == 1
    q[low] = 0.5
    q[high] = 0.5
    out = sum(p * np.log(p / b) if p > 0 else 0 * b for p, b in zip(P, (q, 1 - q)))
    for end, p in ((low, P[0]), (high, P[1])):
        out[end] = np.inf if p > 0 else 0.0
    return out
