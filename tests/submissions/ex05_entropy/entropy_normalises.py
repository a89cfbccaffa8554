"""Divides by the sum, so that anything is a distribution."""

#: kind: misconception
#: fails: ex05-test-entropy-refusals
#: says: ex05-test-entropy-refusals: sum to 1.1
#: says: ex05-test-entropy-refusals: sum to 0.6

# %% ex05-entropy
def entropy(p, base=2):
    p = np.asarray(p, dtype=float)
    if p.ndim != 1 or p.size == 0 or not (p >= 0).all() or not base > 0 or base == 1:
        raise ValueError
    p = p / p.sum()
    p = p[p > 0]
    return -np.sum(p * np.log(p)) / np.log(base) + 0.0
