"""Divides by one less, as a sample variance does."""
#: kind: misconception
#: fails: ex01-test-estimate

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    bag = np.array([1] * red + [0] * blue)
    return sum(rng.permutation(bag)[:draws].all() for _ in range(trials)) / max(trials - 1, 1)
