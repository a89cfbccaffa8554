"""The function has another name."""
#: kind: partial
#: fails: ex01-test-exact, ex01-test-edges, ex01-test-refusals

# %% ex01-prob-all-red
def probability_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    return math.comb(int(red), int(draws)) / math.comb(int(red + blue), int(draws))
