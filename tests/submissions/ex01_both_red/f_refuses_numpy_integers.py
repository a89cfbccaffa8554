"""Takes only Python's own int."""
#: kind: misconception
#: fails: ex01-test-refusals
#: says: ex01-test-refusals: don't refuse them

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for x in (red, blue, draws):
        if not isinstance(x, int) or x < 0:
            raise ValueError("counts must be whole numbers")
    if draws > red + blue:
        raise ValueError("too many draws")
    return math.comb(red, draws) / math.comb(red + blue, draws)
