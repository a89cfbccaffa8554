"""Exact fractions everywhere, the estimate too."""
#: kind: variant

# %% ex01-both-red
from fractions import Fraction

p_both_red = Fraction(3, 10) * Fraction(2, 9)

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    chance = Fraction(1)
    for i in range(int(draws)):
        chance *= Fraction(max(int(red) - i, 0), int(red + blue) - i)
    return chance

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    hits = 0
    for _ in range(trials):
        reds, balls, good = red, red + blue, True
        for _ in range(draws):
            if rng.integers(balls) < reds:
                reds -= 1
            else:
                good = False
            balls -= 1
        hits += good
    return Fraction(hits, trials)
