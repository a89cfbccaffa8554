"""Ways over ways, with math.comb; its own refusals of the wrong type are TypeErrors."""
#: kind: variant

# %% ex01-both-red
import math
p_both_red = math.comb(3, 2) / math.comb(10, 2)

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    if red < 0 or blue < 0:
        raise ValueError
    ways, all_ways = math.comb(red, draws), math.comb(blue + red, draws)
    math.comb(blue, draws)  # half a blue ball is a TypeError
    if not all_ways:
        raise ValueError("there are not so many balls")
    return ways / all_ways

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    """Choose `draws` of the numbered balls; the red ones come first."""
    hits = [bool((rng.choice(red + blue, size=draws, replace=False) < red).all()) for _ in range(trials)]
    return sum(hits) / len(hits)
