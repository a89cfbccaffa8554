"""Counts hands instead of multiplying chances; draws with a shuffled bag."""

# %% ex01-both-red
from itertools import combinations

bag = ["red"] * 3 + ["blue"] * 7
hands = list(combinations(range(10), 2))
p_both_red = sum(bag[a] == bag[b] == "red" for a, b in hands) / len(hands)

# %% ex01-prob-all-red
from fractions import Fraction
from math import comb

def prob_all_red(red, blue, draws):
    if any(n != int(n) or n < 0 for n in (red, blue, draws)):
        raise ValueError("counts are whole and not negative")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    return Fraction(comb(int(red), int(draws)), comb(int(red) + int(blue), int(draws)))

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    bags = np.tile(np.arange(red + blue) < red, (trials, 1))
    shuffled = rng.permuted(bags, axis=1)
    return float(shuffled[:, :draws].all(axis=1).mean())

# %% ex01-why [markdown]
# I counted hands: every pair of balls is equally likely, and only 3 of the 45 pairs are both red. With replacement the second draw would not know about the first.
