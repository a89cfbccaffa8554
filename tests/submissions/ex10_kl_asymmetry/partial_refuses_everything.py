"""A function that refuses whatever it gets earns nothing."""

#: kind: partial
#: fails: ex10-test-fit-one-hump, ex10-test-fit-forward, ex10-test-fit-reverse, ex10-test-fit-heavier, ex10-test-fit-refuses
#: says: ex10-test-fit-refuses: refused it

# %% ex10-fit-gaussian
def fit_gaussian(x, density, direction):
    raise ValueError("no")
