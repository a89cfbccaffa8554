"""Helper cells, the first part computed by the second's function."""
#: kind: variant

# %% insert after ex01-setup
import numbers

class BagError(ValueError):
    pass

def check_count(x, name):
    if not isinstance(x, numbers.Integral) or x < 0:
        raise BagError(f"{name} must be a whole number, 0 or more, and is {x!r}")
    return int(x)

# %% insert after ex01-labels
def prob_all_red(red, blue, draws):
    red, blue, draws = check_count(red, "red"), check_count(blue, "blue"), check_count(draws, "draws")
    if draws > red + blue:
        raise BagError("not enough balls")
    p = 1.0
    while draws and p:
        p *= red / (red + blue)
        red, draws = red - 1, draws - 1
    return p

# %% ex01-both-red
p_both_red = prob_all_red(3, 7, 2)

# %% ex01-prob-all-red
# see above: prob_all_red is defined there
prob_all_red(4, 1, 1)
