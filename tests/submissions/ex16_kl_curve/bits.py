"""Logarithms to base 2."""

#: kind: misconception
#: fails: ex16-test-curve-values
#: says: ex16-test-curve-values: That is in bits

# %% ex16-kl-curve

def kl_curve(P, q):
    with np.errstate(divide="ignore"):
        return sum(p * np.log2(p / b) if p > 0 else 0 * b for p, b in zip(P, (q, 1 - q)))
