"""Answers 0 for more draws than balls."""
#: kind: misconception
#: fails: ex01-test-refusals
#: says: ex01-test-refusals: 11 draws from 10 balls

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    if min(red, blue, draws) < 0 or any(x != int(x) for x in (red, blue, draws)):
        raise ValueError("bad count")
    if draws > red:
        return 0
    return math.comb(red, draws) / math.comb(red + blue, draws)
