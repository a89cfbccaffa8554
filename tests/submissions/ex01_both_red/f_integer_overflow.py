"""NumPy integers overflow in large bags."""
#: kind: misconception
#: fails: ex01-test-exact
#: says: ex01-test-exact: overflow

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    if draws > red:
        return 0
    gone = np.arange(draws)
    return np.prod(red - gone) / np.prod(red + blue - gone)
