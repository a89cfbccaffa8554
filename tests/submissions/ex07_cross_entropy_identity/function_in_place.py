"""p is changed in place."""
#: kind: misconception
#: base: solution
#: fails: ex07-test-cross-entropy
#: says: ex07-test-cross-entropy: changed its argument number 1

# %% ex07-cross-entropy

def cross_entropy(p, q):
    p = np.asarray(p, dtype=float)
    p *= -np.log(np.asarray(q, dtype=float))
    return np.nansum(p)
