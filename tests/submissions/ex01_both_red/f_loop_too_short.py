"""A loop from 1 that stops one factor early."""
#: kind: misconception
#: fails: ex01-test-exact
#: says: ex01-test-exact: 4 of the 5 balls

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    if draws > red:
        return 0
    p = 1
    for i in range(1, draws):
        p *= (red - i + 1) / (red + blue - i + 1)
    return p
