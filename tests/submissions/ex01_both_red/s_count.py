"""Returns the count, not the share."""
#: kind: misconception
#: fails: ex01-test-estimate
#: says: ex01-test-estimate: from 0 to 1

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    bag = np.array([1] * red + [0] * blue)
    return sum(rng.permutation(bag)[:draws].all() for _ in range(trials))
