"""Adds where it should multiply; knows that zero draws give 1."""
#: kind: misconception
#: fails: ex01-test-exact
#: says: ex01-test-exact: were added

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
    p = 0
    for i in range(draws):
        p += (red - i) / (red + blue - i)
    return p
