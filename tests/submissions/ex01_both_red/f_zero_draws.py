"""A sum of logs that gives 0 for zero draws."""
#: kind: misconception
#: fails: ex01-test-edges
#: says: ex01-test-edges: zero draws

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
        return 0
    return math.prod((red - i) / (red + blue - i) for i in range(draws))
