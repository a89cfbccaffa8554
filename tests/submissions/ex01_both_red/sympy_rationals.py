"""SymPy rationals and binomials."""
#: kind: variant
#: needs: sympy

# %% ex01-both-red
import sympy
p_both_red = sympy.Rational(3, 10) * sympy.Rational(2, 9)

# %% ex01-prob-all-red
from sympy import Integer, binomial

def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    return binomial(Integer(int(red)), int(draws)) / binomial(Integer(int(red + blue)), int(draws))
