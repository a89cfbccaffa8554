"""One bag for all trials: it runs empty."""
#: kind: misconception
#: fails: ex01-test-estimate, ex01-test-rng

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    bag = list(rng.permutation([1] * red + [0] * blue))
    hits = 0
    for _ in range(trials):
        drawn = [bag.pop() for _ in range(draws)]
        hits += all(drawn)
    return hits / trials
