"""Shuffles with the rng, then picks the start with another."""
#: kind: misconception
#: fails: ex01-test-rng
#: says: ex01-test-rng: seed gave

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    hits = 0
    for _ in range(trials):
        bag = list(rng.permutation([1] * red + [0] * blue))
        hits += all(bag.pop(np.random.randint(len(bag))) for _ in range(draws))
    return hits / trials
