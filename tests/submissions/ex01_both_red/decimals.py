"""Decimal arithmetic."""
#: kind: variant

# %% ex01-both-red
from decimal import Decimal

p_both_red = Decimal(3) / Decimal(10) * Decimal(2) / Decimal(9)

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    red, blue, draws = int(red), int(blue), int(draws)
    result = Decimal(1)
    for i in range(draws):
        if i >= red:
            return Decimal(0)
        result = result * Decimal(red - i) / Decimal(red + blue - i)
    return result

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    bag = list("r" * red + "b" * blue)
    wins = 0
    for trial in range(trials):
        rng.shuffle(bag)
        if "b" not in bag[:draws]:
            wins += 1
    return Decimal(wins) / Decimal(trials)
