"""Draws with the standard library's global generator."""
#: kind: misconception
#: fails: ex01-test-rng
#: says: ex01-test-rng: seed gave

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    import random
    bag = [1] * red + [0] * blue
    return sum(sum(random.sample(bag, draws)) == draws for _ in range(trials)) / trials
