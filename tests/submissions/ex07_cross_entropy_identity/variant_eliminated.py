"""The last probabilities written as 1 minus the others; SciPy's xlogy."""
#: kind: variant
#: base: solution

# %% ex07-h-p
rest = 1 - p1 - p2
H_P = p1 * sp.log(1 / p1) + p2 * sp.log(1 / p2) + rest * sp.log(1 / rest)

# %% ex07-h-pq
H_PQ = -(p1 * sp.log(q1) + p2 * sp.log(q2) + (1 - p1 - p2) * sp.log(1 - q1 - q2))

# %% ex07-kl-pq
p3 = 1 - p1 - p2
q3 = 1 - q1 - q2
KL_PQ = sum(a * sp.log(a / b) for a, b in [(p1, q1), (p2, q2), (p3, q3)])

# %% ex07-kl-expanded
KL_expanded = sum(a * sp.log(a) - a * sp.log(b) for a, b in [(p1, q1), (p2, q2), (p3, q3)])

# %% ex07-cross-entropy
from scipy.special import xlogy

def cross_entropy(p, q) -> float:
    return -xlogy(np.asarray(p, dtype=float), np.asarray(q, dtype=float)).sum()
