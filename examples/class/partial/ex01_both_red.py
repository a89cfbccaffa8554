"""The number and the formula, without the refusals; no simulation yet."""
#: base: release

# %% ex01-both-red
p_both_red = 3 / 10 * 2 / 9

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    chance = 1.0
    for i in range(draws):
        chance *= max(red - i, 0) / (red + blue - i)
    return chance
