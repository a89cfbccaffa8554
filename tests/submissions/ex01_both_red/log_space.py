"""Log-space with lgamma."""
#: kind: variant

# %% ex01-both-red
import math
p_both_red = math.exp(math.log(3) + math.log(2) - math.log(10) - math.log(9))

# %% ex01-prob-all-red
from math import exp, lgamma

def prob_all_red(red: int, blue: int, draws: int) -> float:
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    if draws > red:
        return 0.0
    n = red + blue
    return exp(lgamma(red + 1) - lgamma(red - draws + 1) - lgamma(n + 1) + lgamma(n - draws + 1))
