"""SymPy logarithms and SymPy's infinity."""

#: kind: variant
#: needs: sympy

# %% ex06-kl-pq
import sympy as sp

kl_pq = sp.Rational(2, 5) * sp.log(sp.Rational(4, 5)) + sp.Rational(3, 5) * sp.log(sp.Rational(6, 5))

# %% ex06-kl-divergence
def kl_divergence(p, q):
    singles = [getattr(x, "dtype", None) == np.float32 for x in (p, q)]
    p, q = np.array(p, dtype=float), np.array(q, dtype=float)
    for x, single in zip((p, q), singles):
        if x.ndim != 1 or x.size == 0 or not (x >= 0).all() or abs(x.sum() - 1) > (1e-6 if single else 1e-9):
            raise ValueError("bad distribution")
    if len(p) != len(q):
        raise ValueError("lengths differ")
    p, q = [[sp.Rational(str(round(x, 12))) for x in values] for values in (p, q)]
    if any(a > 0 and b == 0 for a, b in zip(p, q)):
        return sp.oo
    return sp.Add(*[a * sp.log(a / b) for a, b in zip(p, q) if a > 0])
