"""Refuses to draw the whole bag."""
#: kind: misconception
#: fails: ex01-test-edges
#: says: ex01-test-edges: may be drawn

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    if min(red, blue, draws) < 0 or any(x != int(x) for x in (red, blue, draws)):
        raise ValueError
    if draws and draws >= red + blue:
        raise ValueError("too many draws")
    return math.comb(red, draws) / math.comb(red + blue, draws)
