"""Only the function is done."""
#: kind: partial
#: base: release
#: fails: ex01-test-both-red, ex01-test-estimate, ex01-test-rng

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    return math.comb(int(red), int(draws)) / math.comb(int(red + blue), int(draws))
