"""Checks nothing."""
#: kind: misconception
#: fails: ex01-test-refusals
#: says: ex01-test-refusals: -1 blue balls

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    p = 1.0
    for i in range(int(draws)):
        if i >= red:
            return 0.0
        p *= (red - i) / (red + blue - i)
    return p
