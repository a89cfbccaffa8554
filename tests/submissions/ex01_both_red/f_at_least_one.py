"""At least one red ball; takes zero draws for sure."""
#: kind: misconception
#: fails: ex01-test-exact
#: says: ex01-test-exact: at least one red

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    if draws > red:
        return 0
    if draws == 0:
        return 1
    return 1 - math.comb(blue, draws) / math.comb(red + blue, draws)
