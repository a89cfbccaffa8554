"""With replacement, so that red balls never run out."""
#: kind: misconception
#: fails: ex01-test-exact, ex01-test-edges
#: says: ex01-test-exact: with replacement
#: says: ex01-test-edges: can't come from a bag with one

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    return (red / (red + blue)) ** draws
