"""SymPy logarithms, results left as expressions."""

#: kind: variant
#: needs: sympy

# %% ex05-h-fair
import sympy as sp

H_fair = sp.log(2) / sp.log(2)

# %% ex05-h-biased
H_biased = -(sp.Rational(9, 10) * sp.log(sp.Rational(9, 10), 2) + sp.Rational(1, 10) * sp.log(sp.Rational(1, 10), 2))

# %% ex05-higher
higher = "fair" if H_fair > H_biased else "biased"

# %% ex05-entropy
def entropy(p, base=2):
    if base <= 0 or base == 1:
        raise ValueError("base")
    single = getattr(p, "dtype", None) == np.float32
    if np.ndim(p) != 1 or len(p) == 0 or not all(x >= 0 for x in p):
        raise ValueError("p")
    p = [sp.Rational(str(x)) for x in p]
    if abs(sum(p) - 1) > (sp.Rational(1, 10**6) if single else sp.Rational(1, 10**9)):
        raise ValueError("sum")
    return sum((-x * sp.log(x) for x in p if x != 0), sp.Integer(0)) / sp.log(sp.nsimplify(base, rational=True))
