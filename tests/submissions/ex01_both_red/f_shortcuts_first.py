"""Returns early for zero draws, before looking at the bag."""
#: kind: misconception
#: fails: ex01-test-refusals
#: says: ex01-test-refusals: zero draws from a bag

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    if draws == 0:
        return 1.0
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    return math.comb(int(red), int(draws)) / math.comb(int(red + blue), int(draws))
