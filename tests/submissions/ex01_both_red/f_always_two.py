"""Written for two draws only."""
#: kind: misconception
#: fails: ex01-test-exact
#: says: ex01-test-exact: for one draw less

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    if draws > red:
        return 0
    if draws < 2:
        return red / (red + blue) if draws else 1
    return red / (red + blue) * (red - 1) / (red + blue - 1)
