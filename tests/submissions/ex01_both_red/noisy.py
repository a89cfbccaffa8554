"""Prints, warnings and text on stderr."""
#: kind: variant

# %% ex01-both-red
import sys
import warnings

p_both_red = 3 / 10 * 2 / 9
print("p =", p_both_red)
print("a warning light", file=sys.stderr)
warnings.warn("just saying")

# %% ex01-prob-all-red
def prob_all_red(red, blue, draws):
    print("called with", red, blue, draws)
    warnings.warn("expensive!", RuntimeWarning)
    for count in (red, blue, draws):
        if int(count) != count or count < 0:
            raise ValueError("not a number of balls")
    if draws > red + blue:
        raise ValueError("more draws than balls")
    result = 1.0
    for i in range(draws):
        result *= max(red - i, 0) / (red + blue - i)
        print(i, result, file=sys.stderr)
    return result

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    import logging
    hits = 0
    for t in range(trials):
        if t % 5000 == 0:
            print("trial", t)
            logging.getLogger("bag").warning("trial %d", t)
        hits += int(rng.permutation(red + blue)[:draws].max(initial=-1) < red)
    return hits / trials
