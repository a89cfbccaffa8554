"""Refuses more draws than red balls; the chance of that is 0."""
#: kind: misconception
#: fails: ex01-test-edges
#: says: ex01-test-edges: not enough red balls

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    if draws > red:
        raise ValueError("not enough red balls")
    return math.comb(red, draws) / math.comb(red + blue, draws)
