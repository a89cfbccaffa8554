"""Makes a fresh generator of its own."""
#: kind: misconception
#: fails: ex01-test-rng
#: says: ex01-test-rng: seed gave

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    rng = np.random.default_rng()
    bag = np.array([1] * red + [0] * blue)
    return sum(rng.permutation(bag)[:draws].all() for _ in range(trials)) / trials
