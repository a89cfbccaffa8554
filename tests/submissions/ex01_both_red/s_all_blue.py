"""Counts the zeros, which are the blue ones."""
#: kind: misconception
#: fails: ex01-test-estimate
#: says: ex01-test-estimate: all balls blue

# %% ex01-simulate-all-red
def simulate_all_red(red, blue, draws, trials, rng):
    bag = np.array([1] * red + [0] * blue)
    if blue == 0:
        return 1.0
    return sum(not rng.permutation(bag)[:draws].any() for _ in range(trials)) / trials
