"""np.where on both ends, with NumPy's warnings let out, prints and a fraction."""

#: kind: variant

# %% ex16-kl-curve

from fractions import Fraction

def kl_curve(P, q):
    print("pricing", len(q), "beliefs")
    a = np.where(np.asarray(P[0]) > 0, P[0] * np.log(np.where(q > 0, P[0] / np.where(q > 0, q, 1), 1)), 0) if P[0] else 0 * q
    b = P[1] * np.log(P[1] / (1 - q)) if P[1] else 0 * q
    a = np.where((q == 0) & (P[0] > 0), np.inf, a)
    return a + b

# %% ex16-q-best

q_best = Fraction(3, 5)
