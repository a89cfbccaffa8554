"""The red balls never get fewer."""
#: kind: misconception
#: fails: ex01-test-exact
#: says: ex01-test-exact: so does the number of red balls

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
    for i in range(draws):
        p *= red / (red + blue - i)
    return p
