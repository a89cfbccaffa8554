"""Sums over indexed lists; lets SymPy expand the logarithms."""

# %% ex07-h-p
ps, qs = (p1, p2, p3), (q1, q2, q3)
H_P = sum(p * sp.log(1 / p) for p in ps)

# %% ex07-h-pq
H_PQ = sum(p * sp.log(1 / q) for p, q in zip(ps, qs))

# %% ex07-kl-pq
KL_PQ = H_PQ - H_P

# %% ex07-kl-expanded
KL_expanded = sp.expand_log(sp.expand(KL_PQ))

# %% ex07-cross-entropy
from scipy.special import xlogy

def cross_entropy(p, q):
    with np.errstate(divide="ignore"):
        return -xlogy(p, q).sum()
