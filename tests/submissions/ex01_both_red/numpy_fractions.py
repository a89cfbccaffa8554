"""Fractions made of the NumPy integers that came in."""
#: kind: variant

# %% ex01-prob-all-red
from fractions import Fraction

def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    chance = Fraction(1, 1)
    for i in range(draws):
        chance = chance * Fraction(red - i, red + blue - i)
    return chance
