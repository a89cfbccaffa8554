"""Seeds the global generator inside, the same each time."""
#: kind: misconception
#: fails: ex01-test-rng
#: says: ex01-test-rng: no seed of your own

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    np.random.seed(0)
    bag = np.array([1] * red + [0] * blue)
    return sum(np.random.permutation(bag)[:draws].all() for _ in range(trials)) / trials
