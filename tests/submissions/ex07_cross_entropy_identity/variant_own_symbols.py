"""Symbols made anew without assumptions; floats; np.where."""
#: kind: variant
#: base: solution

# %% ex07-h-p
p1, p2, p3, q1, q2, q3 = sp.symbols("p1 p2 p3 q1 q2 q3")
H_P = -1.0 * p1 * sp.ln(p1) - 1.0 * p2 * sp.ln(p2) - 1.0 * p3 * sp.ln(p3)

# %% ex07-kl-expanded
KL_expanded = sp.simplify(H_PQ - H_P)

# %% ex07-cross-entropy
def cross_entropy(p, q):
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    return np.sum(np.where(p > 0, -p * np.log(q), 0.0))
