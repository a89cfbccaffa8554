"""Refuses with assert, which is an AssertionError."""
#: kind: misconception
#: fails: ex01-test-refusals

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    assert all(x == int(x) and x >= 0 for x in (red, blue, draws)) and draws <= red + blue
    return math.comb(red, draws) / math.comb(red + blue, draws)
