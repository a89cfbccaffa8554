"""A function that never returns."""

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    while True:
        pass
