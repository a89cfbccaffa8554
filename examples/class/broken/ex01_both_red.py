"""A syntax error in one cell."""

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws)
    return comb(red, draws) / comb(red + blue, draws)
