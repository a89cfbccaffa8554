"""Negative counts are refused, half balls are not."""
#: kind: misconception
#: fails: ex01-test-refusals
#: says: ex01-test-refusals: 2.5 red balls

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    if red < 0 or blue < 0 or draws < 0 or draws > red + blue:
        raise ValueError
    p = 1
    i = 0
    while i < draws:
        p *= max(red - i, 0) / (red + blue - i)
        i += 1
    return p
