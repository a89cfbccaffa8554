"""Prints a complaint and returns None."""
#: kind: misconception
#: fails: ex01-test-refusals
#: says: ex01-test-refusals: raise a ValueError

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    if any(x != int(x) or x < 0 for x in (red, blue, draws)) or draws > red + blue:
        print("Error: bad input")
        return None
    return math.comb(red, draws) / math.comb(red + blue, draws)
