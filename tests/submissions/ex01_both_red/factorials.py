"""Factorials of Python integers."""
#: kind: variant

# %% ex01-both-red
p_both_red = (3 * 2) / (10 * 9)

# %% ex01-prob-all-red
from math import factorial as f

def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    if draws > red:
        return 0
    return f(red) * f(red + blue - draws) / (f(red - draws) * f(red + blue))
